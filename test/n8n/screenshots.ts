import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import type { Browser, Locator, Page } from 'playwright-core';

import { startChromium } from './chromium';
import { Client } from './client';
import { CountedUser } from './countedUser';
import { Editor } from './editor';
import { type Home, openHome } from './home';
import { startNewN8n } from './newN8n';
import { startBria } from '../standIns/bria';
import { Internet } from '../standIns/internet';
import { startInternetProxy } from '../standIns/internetProxy';
import { startObjectStorage } from '../standIns/objectStorage';
import { startSlack } from '../standIns/slack';
import { exampleFiles, readExample, type WorkflowFile, withNode } from '../workflowFile';
import { LOCAL, ROOT } from './folders';
import { makeFirstPicture } from './firstPicture';
import { fourBranches, withFailedCall } from './fourBranches';
import { Recording } from './recording';
import { submittedForm } from './submittedForm';
import { BRIA, NODE } from './workflows';

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

/**
 * Bria at its real address, storage and a Slack for the example; their credentials are given to the
 * workflows of this home.
 */
async function openServices(home: Home, internet: Internet): Promise<() => Promise<void>> {
	await internet.add(await startBria(home.bria));
	const storage = await startObjectStorage('bria-results');
	const slack = await internet.add(await startSlack());
	const { client, credentials } = home;
	const { token: apiToken } = home.bria;
	const bria = { apiToken, baseUrl: BRIA, requestsPerMinute: 60 };
	credentials.briaApi = await client.saveCredential('Bria', 'briaApi', bria);
	credentials.s3 = await client.saveCredential('Storage', 's3', storage.credential);
	const data = { accessToken: slack.token };
	credentials.slackApi = await client.saveCredential('Slack', 'slackApi', data);
	return () => storage.close();
}

async function shootExample(editor: Editor, home: Home, scheme: Scheme): Promise<void> {
	await execute(editor, home, submittedForm('form-to-s3-and-slack.json'));
	await editor.itemsBetween(NODE, 'Post the Picture').waitFor();
	await shoot(editor.get('canvas-wrapper'), KEPT, `canvas-${scheme}`);
	await editor.openNode('Generate Image');
	await shoot(editor.get('ndv'), KEPT, `form-bria-${scheme}`);
}

async function shootBranches(editor: Editor, home: Home, scheme: Scheme): Promise<void> {
	await execute(editor, home, fourBranches(MAX_WAIT_SECONDS));
	await shoot(editor.get('canvas-wrapper'), LOOKED_AT, `batch-${scheme}`);
	await editor.openNode(NODE);
	await shoot(editor.get('ndv'), KEPT, `form-${scheme}`);
	await editor.openCredential();
	await shoot(editor.get('editCredential-modal'), LOOKED_AT, `credential-${scheme}`);
}

/** How each example looks when it has just been imported. */
async function shootImported(editor: Editor, home: Home): Promise<void> {
	for (const file of exampleFiles()) {
		await editor.openWorkflow(await home.save(readExample(file)));
		await editor.get('zoom-to-fit').click();
		await shoot(editor.get('canvas-wrapper'), LOOKED_AT, `example-${path.parse(file).name}`);
	}
}

async function shootDownload(editor: Editor, home: Home): Promise<void> {
	const parameters = { downloadResult: true };
	const all = fourBranches(MAX_WAIT_SECONDS);
	await execute(editor, home, withNode(all, NODE, { parameters }));
	await editor.openNode(NODE);
	await (await editor.viewFile()).waitFor();
	await shoot(editor.get('ndv'), KEPT, 'download');
}

async function shootTrigger(editor: Editor, home: Home, scheme: Scheme): Promise<void> {
	await editor.openWorkflow(await home.save(readExample('batch-overnight-receive.json')));
	await editor.openNode('Bria Trigger');
	await editor.get('ndv').getByText('Webhook URLs').first().click();
	await shoot(editor.get('ndv'), KEPT, `form-trigger-${scheme}`);
}

async function shootFailures(editor: Editor, home: Home): Promise<void> {
	for (const onError of ON_ERROR) {
		await execute(editor, home, withFailedCall(onError));
		await shoot(editor.page, LOOKED_AT, `${onError}-canvas`);
		await editor.openNode(NODE);
		await shoot(editor.page, LOOKED_AT, `${onError}-form`);
	}
}

/** The whole way, as the README's eight steps tell it. */
async function recordFirstPicture(editor: Editor, home: Home): Promise<void> {
	await home.client.removeCredentials('briaApi');
	const recording = new Recording(editor.page);
	const user = new CountedUser(editor, () => recording.addFrame());
	await makeFirstPicture(user, home.bria.token, 'A red fox in fresh snow');
	await user.execute();
	await user.openNode(NODE);
	await (await user.viewFile()).waitFor();
	await recording.addFrame();
	const file = path.join(KEPT, 'first-picture.webp');
	await recording.save(file);
	console.log(path.relative(ROOT, file));
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
	const proxy = await startInternetProxy();
	const internet = new Internet(proxy.controlUrl);
	const { n8n } = await startNewN8n('screenshots-home', proxy.environment);
	const home = await openHome(await Client.logIn(n8n.origin));
	const closeServices = await openServices(home, internet);
	try {
		for (const scheme of ['light', 'dark'] as const) {
			await withEditor(browser, home, scheme, async (editor) => {
				await shootExample(editor, home, scheme);
				await shootBranches(editor, home, scheme);
				await shootTrigger(editor, home, scheme);
			});
		}
		await withEditor(browser, home, 'light', async (editor) => {
			await shootDownload(editor, home);
			await shootImported(editor, home);
			await shootFailures(editor, home);
			await recordFirstPicture(editor, home);
		});
	} finally {
		await browser.close();
		await n8n.stop();
		await home.close();
		await closeServices();
		await internet.close();
		await proxy.close();
	}
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
