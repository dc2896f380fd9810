import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';

import { credentials, nodes } from './package';

const root = path.resolve(__dirname, '../..');

const byName = (properties: INodeProperties[] = []) =>
	Object.fromEntries(properties.map(({ name, default: value }) => [name, value]));

describe('The package', () => {
	it('gives its classes when it is required', () => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- the way of a CommonJS user
		const { Bria, BriaStatus, BriaTrigger, BriaApi } = require(root);

		expect(new Bria().description.name).toBe('bria');
		expect(new BriaStatus().description.name).toBe('briaStatus');
		expect(new BriaTrigger().description.name).toBe('briaTrigger');
		expect(new BriaApi().name).toBe('briaApi');
	});

	it('holds what n8n loads and nothing but what users need, in less than 120 kB', () => {
		const [pack] = JSON.parse(
			execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
				cwd: root,
				encoding: 'utf8',
				stdio: ['ignore', 'pipe', 'ignore'],
			}),
		);
		const files: string[] = pack.files.map((file: { path: string }) => file.path);

		expect(pack.size).toBeLessThan(120_000);
		expect(files).toEqual(
			expect.arrayContaining([
				'CHANGELOG.md',
				'LICENSE.md',
				'README.md',
				'dist/credentials/BriaApi.credentials.js',
				'dist/icons/bria.dark.svg',
				'dist/icons/bria.svg',
				'dist/icons/briaStatus.dark.svg',
				'dist/icons/briaStatus.svg',
				'dist/nodes/Bria/Bria.node.js',
				'dist/nodes/Bria/Bria.node.json',
				'dist/nodes/BriaStatus/BriaStatus.node.js',
				'dist/nodes/BriaStatus/BriaStatus.node.json',
				'dist/nodes/BriaTrigger/BriaTrigger.node.js',
				'dist/nodes/BriaTrigger/BriaTrigger.node.json',
				'index.js',
				'package.json',
			]),
		);
		const needed =
			/^(dist\/(nodes|credentials)\/.*\.(js|d\.ts|node\.json)|dist\/icons\/.*\.svg|index\.js|package\.json|(README|CHANGELOG|LICENSE)\.md)$/;
		expect(files.filter((file) => !needed.test(file))).toEqual([]);
	});
});

describe('What saved workflows depend on does not change', () => {
	const [node] = nodes;
	const [credential] = credentials;
	const DEFAULTS = {
		operation: 'wait',
		request: { mode: 'id', value: '={{ $json.request_id }}' },
		maxWaitSeconds: 600,
	};

	it('the node', () => {
		const { name, version, outputNames, outputs, usableAsTool } = node?.description ?? {};
		expect({ name, version, outputNames, outputs, usableAsTool }).toEqual({
			name: 'briaStatus',
			version: 1,
			outputNames: ['Completed', 'Error', 'Unknown', 'In Progress'],
			outputs: ['main', 'main', 'main', 'main'],
			usableAsTool: true,
		});
		expect(node?.description.credentials).toEqual([{ name: 'briaApi', required: true }]);
	});

	it('its parameters and their defaults', () => {
		expect(byName(node?.description.properties)).toMatchObject(DEFAULTS);
	});

	it('the values of Operation and the modes of Request', () => {
		const find = (name: string) =>
			node?.description.properties.find((property) => property.name === name);
		const operations = find('operation')?.options as Array<{ value: string }>;
		expect(operations.map(({ value }) => value)).toEqual(['get', 'wait']);
		expect(find('request')?.modes?.map(({ name }) => name)).toEqual(['id', 'url']);
	});

	it('Bria Trigger: its outputs, its parameters and the end of its URL', () => {
		const trigger = nodes.find(({ description }) => description.name === 'briaTrigger');
		const { version, outputs, outputNames, properties, webhooks } = trigger?.description ?? {};

		expect({ version, outputs, outputNames }).toEqual({
			version: 1,
			outputs: ['main', 'main', 'main'],
			outputNames: ['Completed', 'Error', 'Unknown'],
		});
		expect(byName(properties)).toEqual({
			notice: '',
			downloadResult: false,
			binaryPropertyName: 'data',
			options: {},
		});
		expect(webhooks).toMatchObject([{ name: 'default', httpMethod: 'POST', path: 'webhook' }]);
	});

	it('the credential, its fields and how n8n puts it into a request', () => {
		expect(credential?.name).toBe('briaApi');
		expect(byName(credential?.properties)).toEqual({
			apiToken: '',
			baseUrl: 'https://engine.prod.bria-api.com/v2',
			requestsPerMinute: 60,
		});
		expect(credential?.properties[0]?.typeOptions?.password).toBe(true);
		expect(credential?.authenticate).toEqual({
			type: 'generic',
			properties: { headers: { api_token: '={{$credentials.apiToken}}' } },
		});
	});
});
