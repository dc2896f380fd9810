import { setTimeout as pause } from 'node:timers/promises';

import type { Browser } from 'playwright-core';

import { fourBranches } from '../fourBranches';
import { startChromium } from './chromium';
import { Editor } from './editor';
import { type Home, startHome } from '../home';

jest.setTimeout(300_000);

const NODE = 'Bria Status';

/** Looks until it is so; the test's own time-out ends it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await isSo())) await pause(100);
}

let browser: Browser;
let home: Home;
let editor: Editor;

beforeAll(async () => {
	browser = await startChromium();
	home = await startHome('browser-tests');
}, 600_000);

afterAll(async () => {
	await browser?.close();
	await home?.stop();
});

beforeEach(async () => {
	editor = await Editor.open(browser, home);
});

afterEach(async () => {
	await editor?.close();
});

test.each(['bria', 'image status', 'poll'])(
	'the nodes panel finds Bria Status by "%s"',
	async (words) => {
		await editor.openWorkflow(await home.save(fourBranches(5)));
		await editor.searchNodes(words);
		await editor.foundNode(NODE).waitFor();
	},
);

describe('the credential form', () => {
	beforeEach(async () => {
		await editor.openWorkflow(await home.save(fourBranches(5)));
		await editor.openNode(NODE);
		await editor.openCredential();
	});

	test('hides the token that is typed', async () => {
		const field = editor.credentialField('apiToken');
		await field.fill('a-secret');
		expect(await field.getAttribute('type')).toBe('password');
	});

	test('says that a good token is accepted', async () => {
		await editor.credentialField('apiToken').fill(home.bria.token);
		await editor.saveCredential();
		await editor.get('credentials-config-container-test-success').waitFor();
	});

	test('says that a bad token is not accepted', async () => {
		await editor.credentialField('apiToken').fill('a-bad-token');
		await editor.saveCredential();
		await editor.credentialForm.getByText('Bria does not accept this API token').waitFor();
	});

	test('says that nobody answers at the address', async () => {
		await editor.credentialField('baseUrl').fill('http://127.0.0.1:9/v2');
		await editor.saveCredential();
		await editor.credentialForm
			.getByText(/refused|ECONNREFUSED/i)
			.first()
			.waitFor();
	});
});

describe('on the canvas', () => {
	beforeEach(async () => {
		await home.client.saveCredential('Bria', 'briaApi', {
			apiToken: home.bria.token,
			baseUrl: home.bria.baseUrl,
			requestsPerMinute: 1000,
		});
	});

	test('each branch shows its item count, and the output panel its data', async () => {
		await editor.openWorkflow(await home.save(fourBranches(8)));
		await editor.start();
		await editor.finished();

		const count = async (target: string) =>
			await editor.itemsBetween(NODE, `Message: ${target}`).innerText();
		expect(await count('Ready')).toBe('2 items');
		expect(await count('Failed')).toBe('1 item');
		expect(await count('Ask Support')).toBe('1 item');
		expect(await count('Still Running')).toBe('1 item');

		await editor.openNode(NODE);
		for (const [tab, status] of ['COMPLETED', 'ERROR', 'UNKNOWN', 'IN_PROGRESS'].entries()) {
			await editor.outputTab(tab).click();
			await editor.outputPanel.getByText(status, { exact: true }).first().waitFor();
		}
	});

	test('Stop ends the wait as cancelled, and Bria is asked nothing more', async () => {
		const id = await home.save(fourBranches(600));
		await editor.openWorkflow(id);
		const before = home.bria.statusCalls.length;
		await editor.start();
		await until(() => home.bria.statusCalls.length > before);
		await editor.stop();
		await editor.finished();
		await until(async () => (await home.client.executions(id))[0]?.status === 'canceled');

		const asked = home.bria.statusCalls.length;
		const stopped = new Set(home.bria.statusCalls.map(({ requestId }) => requestId));
		await editor.openWorkflow(await home.save(fourBranches(5)));
		await editor.start();
		await editor.finished();
		const later = home.bria.statusCalls.slice(asked);
		expect(later.length).toBeGreaterThan(0);
		expect(later.filter(({ requestId }) => stopped.has(requestId))).toEqual([]);
	});

	test('put after a node that submits, it works with no parameter touched', async () => {
		const all = fourBranches(5);
		const kept = [
			'When clicking ‘Execute workflow’',
			'Prompts',
			'One Item per Prompt',
			'Submit Image',
		];
		const nodes = all.nodes
			.filter(({ name }) => kept.includes(name))
			.map((node) =>
				node.name === 'Prompts'
					? {
							...node,
							parameters: {
								...node.parameters,
								jsonOutput: '{"prompt":["fox [1s]","tea [error] [1s]"]}',
							},
						}
					: node,
			);
		const connections = { ...all.connections };
		delete connections['Submit Image'];
		delete connections[NODE];
		await editor.openWorkflow(await home.save({ ...all, name: 'Added', nodes, connections }));
		await editor.node('Submit Image').click();
		await editor.searchNodes('bria');
		await editor.foundNode(NODE).click();
		await editor.page.getByText('Wait until a request is finished').click();
		await editor.closeNode();
		await editor.start();
		await editor.finished();
		await editor.openNode(NODE);
		expect(await editor.outputTab(0).innerText()).toContain('1 item');
		expect(await editor.outputTab(1).innerText()).toContain('1 item');
		await editor.outputPanel.getByText('COMPLETED', { exact: true }).first().waitFor();
	});
});
