import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';

import { startSimulator } from '../../simulator';
import { formContext } from '../engine';
import { nodes } from '../package';
import { useSimulator } from '../useSimulator';
import { briaNode, credentialFor } from './bria';

const bria = useSimulator();

/** What the editor shows when the list is opened, or something is typed into it. */
async function search(filter?: string, credential?: IDataObject): Promise<INodeListSearchResult> {
	const node = nodes.find(({ description }) => description.name === 'bria');
	const list = node?.methods?.listSearch?.searchTailoredModels;
	const context = formContext(briaNode(), credentialFor(bria(), credential));
	return (await list?.call(context, filter)) ?? { results: [] };
}

describe('The list of tailored models', () => {
	it('shows those of the organization, first those that can be used', async () => {
		bria().tailoredModels = [
			{ id: '3', name: 'Icons', status: 'In progress' },
			{ id: '1', name: 'Mascot', status: 'Completed' },
		];

		expect(await search()).toEqual({
			results: [
				{ name: 'Mascot', value: '1' },
				{ name: 'Icons (In progress)', value: '3' },
			],
		});
	});

	it.each([undefined, null, ''])('shows a model with the status %j as it is', async (status) => {
		bria().tailoredModels = [{ id: '1', name: 'Mascot', status: status as string }];

		expect((await search()).results).toEqual([{ name: 'Mascot', value: '1' }]);
	});

	it('is searched by name, whatever the case, and by ID', async () => {
		bria().tailoredModels = [
			{ id: '17', name: 'Mascot', status: 'Completed' },
			{ id: '23', name: 'Summer', status: 'Completed' },
		];

		expect((await search('sUMM')).results).toEqual([{ name: 'Summer', value: '23' }]);
		expect((await search('17')).results).toEqual([{ name: 'Mascot', value: '17' }]);
	});

	it('is asked of the server of the Base URL, with the token', async () => {
		await search();

		expect(bria().log).toMatchObject([
			{ path: '/v1/tailored-gen/models', headers: { api_token: bria().token } },
		]);
	});

	it('is asked below the path of a proxy that the Base URL names', async () => {
		await search('', { baseUrl: bria().baseUrl.replace('/v2', '/bria/v2') }).catch(() => undefined);

		expect(bria().log).toMatchObject([{ path: '/bria/v1/tailored-gen/models' }]);
	});

	it('says what is wrong where there is none', async () => {
		await expect(search('', { apiToken: 'another' })).rejects.toMatchObject({
			message: 'The tailored models cannot be listed: HTTP 401',
			description: expect.stringContaining('Bria API credential'),
		});
		await expect(search('', { baseUrl: 'http://127.0.0.1:1/v2' })).rejects.toMatchObject({
			message: 'The tailored models cannot be listed: no answer arrived',
		});
	});

	it('shows a model without a name by its ID', async () => {
		bria().tailoredModels = [{ id: 17, status: 'Completed' } as never];

		expect((await search()).results).toEqual([{ name: '17', value: '17' }]);
	});

	/** What is shown where a server answers each request so. */
	async function searchAt(code: number, body = ''): Promise<INodeListSearchResult> {
		const server = createServer((_, res) => void res.writeHead(code).end(body)).listen(
			0,
			'127.0.0.1',
		);
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		return await search('', { baseUrl: `http://127.0.0.1:${port}/v2` }).finally(() => {
			server.closeAllConnections();
			server.close();
		});
	}

	it.each([429, 503])(
		'that Bria cannot give now (HTTP %d) is no fault of the credential',
		async (code) => {
			await expect(searchAt(code)).rejects.toMatchObject({
				description: expect.not.stringContaining('credential'),
			});
		},
	);

	it('leaves out what has no ID, and leads to By ID where nothing is a list', async () => {
		expect(await searchAt(200, '[{"name": "Mascot"}, null]')).toEqual({ results: [] });
		await expect(searchAt(200, '"none"')).rejects.toMatchObject({
			message: 'The tailored models cannot be listed: the answer makes no sense',
			description: expect.stringContaining('By ID'),
		});
	});

	it('never shows the token', async () => {
		const token = 'a-long-token';
		const other = await startSimulator({
			token,
			tailoredModels: [{ id: '1', name: `of ${token}`, status: 'Completed' }],
		});
		try {
			const found = await search('', { apiToken: token, baseUrl: other.baseUrl });
			expect(JSON.stringify(found)).not.toContain(token);
		} finally {
			await other.close();
		}
	});
});
