import type { INodeTypeDescription } from 'n8n-workflow';

import { useN8n } from './useN8n';

const n8n = useN8n();

interface Served {
	name: string;
	displayName: string;
	iconUrl: { light: string; dark: string };
}

async function expectIcons({ iconUrl }: Served): Promise<void> {
	expect(iconUrl.light).not.toBe(iconUrl.dark);
	for (const url of [iconUrl.light, iconUrl.dark]) {
		expect(await n8n().client.file(`/${url}`)).toContain('<svg');
	}
}

it('offers the three nodes, and two of them as tools, with their outputs and icons', async () => {
	const all = await n8n().client.file<Array<INodeTypeDescription & Served>>('/types/nodes.json');
	const own = all.filter(({ name }) => name.startsWith('n8n-nodes-bria.'));

	const outputs = own.map(({ name, outputNames = [] }) => [name.split('.')[1], outputNames]);
	const branches = ['Completed', 'Error', 'Unknown', 'In Progress'];
	expect(Object.fromEntries(outputs)).toEqual({
		bria: [],
		briaTool: [],
		briaStatus: branches,
		briaStatusTool: branches,
		briaTrigger: branches.slice(0, 3),
	});
	for (const one of own) await expectIcons(one);
});

it('offers the credential; n8n hides the preset of one that a node uses', async () => {
	const all =
		await n8n().client.file<
			Array<Served & { httpRequestNode?: object; supportedNodes?: string[] }>
		>('/types/credentials.json');
	const credential = all.find(({ name }) => name === 'briaApi');

	expect(credential).toMatchObject({
		displayName: 'Bria API',
		httpRequestNode: { name: 'Bria', hidden: true },
	});
	// n8n adds them again whenever it reads the node types anew.
	expect([...new Set(credential?.supportedNodes)].sort()).toEqual([
		'n8n-nodes-bria.bria',
		'n8n-nodes-bria.briaStatus',
		'n8n-nodes-bria.briaTrigger',
	]);
	if (credential) await expectIcons(credential);
});
