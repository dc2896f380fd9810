import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import type { Browser, Locator, Page } from 'playwright-core';

import { startChromium } from './browser/chromium';
import { Editor } from './browser/editor';
import { type Home, startHome } from './home';
import type { WorkflowFile } from '../workflowFile';
import { LOCAL, ROOT } from './folders';
import { fourBranches } from './fourBranches';

type Scheme = 'light' | 'dark';

const NODE = 'Bria Status';
const MAX_WAIT_SECONDS = 8;

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

function withNode(workflow: WorkflowFile, name: string, change: object): WorkflowFile {
	const nodes = workflow.nodes.map((node) => {
		if (node.name !== NODE) return node;
		const { parameters = {}, ...settings } = change as { parameters?: object };
		return { ...node, ...settings, parameters: { ...node.parameters, ...parameters } };
	});
	return { ...workflow, nodes, name };
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
	const parameters = { downloadResult: true, options: { simplify: true } };
	const all = fourBranches(MAX_WAIT_SECONDS);
	await execute(editor, home, withNode(all, 'Screenshots: download', { parameters }));
	await editor.openNode(NODE);
	await editor.outputPanel.getByText('Binary', { exact: true }).click();
	await editor.outputPanel.getByText('View', { exact: true }).first().click();
	await editor.outputPanel.locator('img').first().waitFor();
	await shoot(editor.outputPanel, KEPT, 'download');
}

async function shootFailures(editor: Editor, home: Home): Promise<void> {
	const request = {
		__rl: true,
		mode: 'id',
		value: '={{ $itemIndex === 1 ? "no-such-request" : $json.request_id }}',
	};
	const parameters = { request };
	for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput']) {
		const all = fourBranches(MAX_WAIT_SECONDS);
		const change = { parameters, onError };
		await execute(editor, home, withNode(all, `Screenshots: ${onError}`, change));
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
	const editor = await Editor.open(browser, home, { colorScheme });
	try {
		await work(editor);
	} finally {
		await editor.close();
	}
}

async function main(): Promise<void> {
	for (const folder of [KEPT, LOOKED_AT]) await mkdir(folder, { recursive: true });
	const browser = await startChromium();
	const home = await startHome('screenshots-home');
	try {
		for (const scheme of ['light', 'dark'] as const) {
			await withEditor(browser, home, scheme, (editor) => shootBranches(editor, home, scheme));
		}
		await withEditor(browser, home, 'light', async (editor) => {
			await shootDownload(editor, home);
			await shootFailures(editor, home);
		});
	} finally {
		await browser.close();
		await home.stop();
	}
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
