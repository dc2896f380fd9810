import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import packageJson from '../../package.json';
import { startChromium } from '../n8n/chromium';
import { Client } from '../n8n/client';
import { Editor } from '../n8n/editor';
import { fourBranches } from '../n8n/fourBranches';
import { type Home, openHome } from '../n8n/home';
import { startEmptyN8n } from '../n8n/newN8n';
import { packPackage, unpackAs } from '../n8n/package';
import type { N8n } from '../n8n/server';
import { NODE } from '../n8n/workflows';
import { type PackageRegistry, startPackageRegistry } from '../standIns/packageRegistry';
import { eventually } from './eventually';
import { outputsOf } from './execution';
import { internetOfThisRun, useInternet } from './useInternet';

const { name, version } = packageJson;
const NEXT = version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
const NODES = packageJson.n8n.nodes.map((file) => `${name}.${nodeNameOf(file)}`).sort();

const internet = useInternet();
let registry: PackageRegistry;
let n8n: N8n;
let client: Client;
let home: Home | undefined;
let workflowId: string;

/** `briaStatus` for `dist/nodes/BriaStatus/BriaStatus.node.js`. */
function nodeNameOf(file: string): string {
	const className = path.basename(file, '.node.js');
	return className.charAt(0).toLowerCase() + className.slice(1);
}

async function publishNext(): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-bria-next-'));
	await unpackAs(NEXT, await packPackage(console.log), folder);
	await registry.publish(folder);
	await rm(folder, { recursive: true });
}

/** The types of the package's nodes that the editor is offered, without those made from them. */
async function offeredNodes(): Promise<string[]> {
	const all = await client.file<Array<{ name: string }>>('/types/nodes.json');
	const own = all.map((one) => one.name).filter((one) => one.startsWith(`${name}.`));
	return own.filter((one) => !one.endsWith('Tool')).sort();
}

/** In one line: how much the editor loads of all nodes at its start, and in what time at best. */
async function sizeOfNodes(): Promise<string> {
	const times: number[] = [];
	let bytes = 0;
	for (let i = 0; i < 10; i++) {
		const started = performance.now();
		const all = await client.file<object[]>('/types/nodes.json');
		times.push(performance.now() - started);
		bytes = JSON.stringify(all).length;
	}
	return `/types/nodes.json: ${bytes} bytes, read in ${Math.round(Math.min(...times))} ms`;
}

async function itemsOnBranches(): Promise<number[]> {
	const execution = await client.until(await client.execute(workflowId));
	expect(execution.status).toBe('success');
	return outputsOf(execution, NODE).map(({ length }) => length);
}

async function openInEditor(): Promise<void> {
	const browser = await startChromium();
	try {
		const editor = await Editor.open(browser, client);
		await editor.openWorkflow(workflowId);
		await editor.openNode(NODE);
		await editor.get('ndv').getByText('Max Wait (Seconds)').waitFor();
	} finally {
		await browser.close();
	}
}

beforeAll(async () => {
	registry = await internet.add(await startPackageRegistry());
	await registry.publish(await packPackage(console.log));
	n8n = await startEmptyN8n('community-home', internetOfThisRun().environment);
	client = await Client.logIn(n8n.origin);
});

afterAll(async () => {
	await n8n.stop();
	await home?.close();
});

// Each step goes on from where the one before has left n8n.
describe('Settings > Community nodes', () => {
	it('installs the package from npm, and its nodes work at once', async () => {
		const before = await sizeOfNodes();
		const installed = await client.installCommunityPackage(name);

		console.log(`${before}; with the package ${await sizeOfNodes()}`);
		expect(installed).toMatchObject({ packageName: name, installedVersion: version });
		expect(installed.installedNodes.map(({ type }) => type).sort()).toEqual(NODES);
		expect(await offeredNodes()).toEqual(NODES);
		// n8n knows the credential from now on.
		home = await openHome(client);
		workflowId = await home.save(fourBranches(10));
		expect(await itemsOnBranches()).toEqual([2, 1, 1, 1]);
	});

	it('offers the next version, and updates to it', async () => {
		await publishNext();

		const [offered] = await eventually(
			() => client.communityPackages(),
			([one]) => one?.updateAvailable !== undefined,
		);
		expect(offered).toMatchObject({ installedVersion: version, updateAvailable: NEXT });
		expect(await client.updateCommunityPackage(name)).toMatchObject({
			installedVersion: NEXT,
		});
		expect(await offeredNodes()).toEqual(NODES);
	});

	it('a workflow that was saved with the version before opens and runs unchanged', async () => {
		const saved = await client.workflow(workflowId);

		await openInEditor();
		expect(await itemsOnBranches()).toEqual([2, 1, 1, 1]);
		const { nodes, connections } = await client.workflow(workflowId);
		expect({ nodes, connections }).toEqual({ nodes: saved.nodes, connections: saved.connections });
	});

	it('removes the package, and its nodes are offered no more', async () => {
		await client.removeCommunityPackage(name);

		expect(await client.communityPackages()).toEqual([]);
		expect(await offeredNodes()).toEqual([]);
	});
});
