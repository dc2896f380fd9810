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

it('offers the node, and the tool, with their four outputs and icons', async () => {
	const all = await n8n().client.file<Array<INodeTypeDescription & Served>>('/types/nodes.json');
	const own = all.filter(({ name }) => name.startsWith('n8n-nodes-bria.'));

	expect(own.map(({ name }) => name).sort()).toEqual([
		'n8n-nodes-bria.briaStatus',
		'n8n-nodes-bria.briaStatusTool',
	]);
	const node = own.find(({ name }) => name.endsWith('briaStatus'));
	expect(node?.outputNames).toEqual(['Completed', 'Error', 'Unknown', 'In Progress']);
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
	expect([...new Set(credential?.supportedNodes)]).toEqual(['n8n-nodes-bria.briaStatus']);
	if (credential) await expectIcons(credential);
});
