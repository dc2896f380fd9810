import type { Browser } from 'playwright-core';

import { startChromium } from '../n8n/browser/chromium';
import { Editor } from '../n8n/browser/editor';
import { type Home, startHome } from '../n8n/browser/home';

/** A real n8n for all tests of a file, without a browser. */
export function useHome(): () => Home {
	let home: Home | undefined;

	beforeAll(async () => {
		home = await startHome('e2e-home');
	});

	afterAll(async () => {
		await home?.stop();
		expect(home?.bria.elsewhere.received ?? []).toEqual([]);
	});

	return () => {
		if (!home) throw new Error('n8n does not run');
		return home;
	};
}

/** The editor of that n8n, opened anew for every test. */
export function useEditor(home: () => Home): () => Editor {
	let browser: Browser | undefined;
	let editor: Editor | undefined;

	beforeAll(async () => {
		browser = await startChromium();
	});

	beforeEach(async () => {
		if (browser) editor = await Editor.open(browser, home());
	});

	afterEach(() => editor?.close());

	afterAll(() => browser?.close());

	return () => {
		if (!editor) throw new Error('The browser does not run');
		return editor;
	};
}
