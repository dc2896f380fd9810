import type { Browser } from 'playwright-core';

import { startChromium } from '../../n8n/chromium';
import { Editor } from '../../n8n/editor';
import type { Home } from '../../n8n/home';
import { useN8n } from '../useN8n';

/** The n8n of this run, and its editor, opened anew for each test. */
export function useEditor(): { n8n: () => Home; editor: () => Editor } {
	const n8n = useN8n();
	let browser: Browser;
	let editor: Editor;

	beforeAll(async () => {
		browser = await startChromium();
	});
	beforeEach(async () => {
		editor = await Editor.open(browser, n8n().client);
	});
	afterEach(() => editor.close());
	afterAll(() => browser.close());

	return { n8n, editor: () => editor };
}
