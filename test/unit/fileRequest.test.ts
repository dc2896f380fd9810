import 'reflect-metadata';

import '../engine/environment';

import dns from 'node:dns';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { RefusedAddress, requestFile, type FileContext } from '../../nodes/files/fileRequest';
import { type Simulator, startSimulator } from '../simulator';

/** n8n's own HTTP helpers, as it hands them to a node. */
function n8nHelpers(): FileContext {
	const core = path.dirname(require.resolve('n8n-core'));
	const helpers = 'execution-engine/node-execution-context/utils/request-helpers/factory.js';
	const { getRequestHelperFunctions } = createRequire(__filename)(path.join(core, helpers));
	return { helpers: getRequestHelperFunctions({ expression: {} }, {}, {}) };
}

const BRIA = 'https://engine.prod.bria-api.com/v2';
let bria: Simulator;

const HERE = { address: '127.0.0.1', family: 4 };

/** `*.private.example` are names on this machine, and nobody knows any other. */
function answer(name: string): dns.LookupAddress {
	if (name.endsWith('.private.example')) return HERE;
	throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
}

type Answered = (error: Error | null, addresses?: dns.LookupAddress[]) => void;

beforeEach(async () => {
	bria = await startSimulator();
	jest.spyOn(dns, 'lookup').mockImplementation(((name: string, _: object, callback: Answered) => {
		try {
			callback(null, [answer(name)]);
		} catch (error) {
			callback(error as Error);
		}
	}) as never);
	jest.spyOn(dns.promises, 'lookup').mockImplementation(async (name) => [answer(name)] as never);
});

afterEach(async () => {
	jest.restoreAllMocks();
	await bria.close();
});

const fetch = async (name: string, baseUrl: string) => {
	const url = new URL(bria.file('a.png'));
	url.hostname = name;
	const { signal } = new AbortController();
	const { body, statusCode } = await requestFile(n8nHelpers(), url.href, { baseUrl, signal });
	(body as unknown as Readable).resume();
	return statusCode;
};

describe('A public name', () => {
	it('that leads to a private address is not asked', async () => {
		await expect(fetch('files.private.example', BRIA)).rejects.toThrow(
			new RefusedAddress('its name files.private.example leads to a private network'),
		);
		expect(bria.log).toEqual([]);
	});

	it('is asked where Bria itself is on this machine', async () => {
		expect(await fetch('files.private.example', bria.baseUrl)).toBe(200);
	});

	it('that nobody knows fails as such', async () => {
		await expect(fetch('unknown.example', BRIA)).rejects.not.toBeInstanceOf(RefusedAddress);
	});
});
