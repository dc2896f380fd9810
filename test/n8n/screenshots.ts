import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import type { Browser, Locator, Page } from 'playwright-core';

import { startChromium } from './chromium';
import { Client } from './client';
import { Editor } from './editor';
import { type Home, openHome } from './home';
import { startNewN8n } from './newN8n';
import { readExample, type WorkflowFile, withNode } from '../workflowFile';
import { LOCAL, ROOT } from './folders';
import { fourBranches, withFailedCall } from './fourBranches';
import { NODE } from './workflows';

type Scheme = 'light' | 'dark';

const MAX_WAIT_SECONDS = 8;

const ON_ERROR = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

/** Those that the README shows. */
const KEPT = path.join(ROOT, '.github/images');

/** Those that are there to be looked at. */
const LOOKED_AT = path.join(LOCAL, 'screenshots');

/** Notifications come and go, and cover what is below. */
const WITHOUT_NOTIFICATIONS = '.el-notification { display: none !important }';

async function shoot(what: Locator | Page, folder: string, name: string): Promise<void> {
	const file = path.join(folder, `${name}.png`);
	await what.screenshot({ path: file, animations: 'disabled', style: WITHOUT_NOTIFICATIONS });
	console.log(path.relative(ROOT, file));
}

async function execute(editor: Editor, home: Home, workflow: WorkflowFile): Promise<void> {
	await editor.openWorkflow(await home.save(workflow));
	await editor.start();
	await editor.finished();
	await editor.get('zoom-to-fit').click();
}

async function shootBranches(editor: Editor, home: Home, scheme: Scheme): Promise<void> {
	await execute(editor, home, fourBranches(MAX_WAIT_SECONDS));
	await editor.itemsBetween(NODE, 'Message: Still Running').waitFor();
	await shoot(editor.get('canvas-wrapper'), KEPT, `canvas-${scheme}`);
	await editor.openNode(NODE);
	await shoot(editor.get('ndv'), KEPT, `form-${scheme}`);
	await editor.openCredential();
	await shoot(editor.get('editCredential-modal'), LOOKED_AT, `credential-${scheme}`);
}

async function shootDownload(editor: Editor, home: Home): Promise<void> {
	const parameters = { downloadResult: true };
	const all = fourBranches(MAX_WAIT_SECONDS);
	await execute(editor, home, withNode(all, NODE, { parameters }));
	await editor.openNode(NODE);
	await (await editor.viewFile()).waitFor();
	await shoot(editor.get('ndv'), KEPT, 'download');
}

async function shootTrigger(editor: Editor, home: Home): Promise<void> {
	await editor.openWorkflow(await home.save(readExample('batch-overnight-receive.json')));
	await editor.get('zoom-to-fit').click();
	await shoot(editor.get('canvas-wrapper'), LOOKED_AT, 'trigger-canvas');
	await editor.openNode('Bria Trigger');
	await shoot(editor.get('ndv'), LOOKED_AT, 'trigger-form');
}

async function shootFailures(editor: Editor, home: Home): Promise<void> {
	for (const onError of ON_ERROR) {
		await execute(editor, home, withFailedCall(onError));
		await shoot(editor.page, LOOKED_AT, `${onError}-canvas`);
		await editor.openNode(NODE);
		await shoot(editor.page, LOOKED_AT, `${onError}-form`);
	}
}

async function withEditor(
	browser: Browser,
	home: Home,
	colorScheme: Scheme,
	work: (editor: Editor) => Promise<void>,
): Promise<void> {
	const editor = await Editor.open(browser, home.client, { colorScheme });
	try {
		await work(editor);
	} finally {
		await editor.close();
	}
}

async function main(): Promise<void> {
	for (const folder of [KEPT, LOOKED_AT]) await mkdir(folder, { recursive: true });
	const browser = await startChromium();
	const { n8n } = await startNewN8n('screenshots-home');
	const home = await openHome(await Client.logIn(n8n.origin));
	try {
		for (const scheme of ['light', 'dark'] as const) {
			await withEditor(browser, home, scheme, (editor) => shootBranches(editor, home, scheme));
		}
		await withEditor(browser, home, 'light', async (editor) => {
			await shootDownload(editor, home);
			await shootTrigger(editor, home);
			await shootFailures(editor, home);
		});
	} finally {
		await browser.close();
		await n8n.stop();
		await home.close();
	}
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
