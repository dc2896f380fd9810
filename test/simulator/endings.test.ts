import { lookup } from 'node:dns/promises';
import { Agent } from 'node:https';

import axios from 'axios';

import { endings, faults, startSimulator, UNRESOLVABLE_HOST, type JobOptions } from './index';
import type { Simulator } from './index';
import { ask, get, useStoppedClock } from './testClient';

const letPass = useStoppedClock();

let bria: Simulator;

beforeEach(async () => {
	bria = await startSimulator();
});

afterEach(() => bria.close());

async function bodyOf(job: JobOptions) {
	return (await ask(bria, bria.addJob({ requestId: 'a', ...job }))).data;
}

const error = expect.objectContaining({ message: expect.any(String) });
const image = expect.objectContaining({ image_url: expect.stringContaining('/files/a.png') });

test.each([
	['an error', endings.errorWithoutStatus(), { error, request_id: 'a' }],
	['a message', endings.messageOnly('No!'), { error: { message: 'No!' } }],
	['a result', endings.resultWithoutStatus(), { result: image, request_id: 'a' }],
	['where to ask', endings.statusUrlWithoutStatus(), { request_id: 'a', status_url: /status/ }],
	['a request ID', endings.requestIdOnly(), { request_id: 'a' }],
	['something else', endings.someObject(), { hello: 'world' }],
] as Array<[string, JobOptions, Record<string, unknown>]>)(
	'an answer without status says %s',
	async (_what, ending, expected) => {
		const body = await bodyOf(ending);
		expect(Object.keys(body)).toEqual(expect.arrayContaining(Object.keys(expected)));
		expect(Object.keys(body)).toHaveLength(Object.keys(expected).length);
		if ('status_url' in expected) expect(body.status_url).toMatch(/\/v2\/status\/a$/);
		else expect(body).toEqual(expected);
	},
);

test('FAILED has an error like ERROR', async () => {
	expect(await bodyOf(endings.failed())).toMatchObject({ status: 'FAILED', error });
});

test.each([404, 200] as const)('NOT_FOUND comes with %d', async (statusCode) => {
	const { status, data } = await ask(bria, bria.addJob(endings.notFound(statusCode)));
	expect([status, data]).toEqual([statusCode, { status: 'NOT_FOUND' }]);
});

test('an error code can be a word', async () => {
	expect((await bodyOf(endings.errorWord())).error.code).toBe('VALIDATION_ERROR');
});

test('a result can hold nothing', async () => {
	expect((await bodyOf(endings.emptyResult())).result).toEqual({});
	expect((await bodyOf(endings.nullResult())).result).toBeNull();
	expect((await bodyOf(endings.nullUrl())).result.image_url).toBeNull();
});

test('a warning stands beside the result', async () => {
	expect(await bodyOf(endings.warning('!'))).toMatchObject({ result: image, warning: '!' });
});

test('digits beyond 2^53 and a byte-order mark are sent letter by letter', async () => {
	const large = bria.addJob({ requestId: '90071992547409931', ...endings.largeNumbers() });
	const raw = async (id: string) => (await fetch(bria.statusUrl(id), withToken())).arrayBuffer();
	const text = Buffer.from(await raw(large)).toString();
	expect(text).toContain('"seed":9007199254740993');
	expect(text).toContain('"request_id":90071992547409931');
	const marked = Buffer.from(await raw(bria.addJob(endings.byteOrderMark())));
	expect(marked.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
	expect(bria.log.map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
});

const withToken = () => ({ headers: { api_token: bria.token } });

test('every kind of result leads to files that are there', async () => {
	const urls = async (kind: JobOptions['kind']) =>
		JSON.stringify(await bodyOf({ kind })).match(/http:[^"]+\/files\/[^"]+/g) ?? [];
	const files = {
		...{ image: 1, edited_image: 1, video: 1, mask_video: 1, layers: 1, resized_ads: 2 },
		...{ masks: 3, dimensions: 1, attribution: 0, structured_instruction: 0 },
	};
	for (const [kind, count] of Object.entries(files)) {
		const found = await urls(kind as JobOptions['kind']);
		expect([kind, new Set(found).size]).toEqual([kind, count]);
		for (const url of found) expect((await get(bria, url)).status).toBe(200);
	}
});

test('resized ads are COMPLETED with a size that failed', async () => {
	const { status, result } = await bodyOf({ kind: 'resized_ads' });
	expect(status).toBe('COMPLETED');
	const failed = {
		name: 'banner [failed]',
		status: 'failed',
		url: null,
		error: expect.any(String),
	};
	expect(result.results).toContainEqual(expect.objectContaining(failed));
});

test('a request can be unknown in its first moments', async () => {
	const byAsks = bria.addJob({ appearsAfterAsks: 2, afterAsks: 1 });
	const statuses = [];
	for (let i = 0; i < 4; i++) statuses.push((await ask(bria, byAsks)).data.status ?? 404);
	expect(statuses).toEqual([404, 404, 'IN_PROGRESS', 'COMPLETED']);

	const byTime = bria.addJob({ appearsAfterMs: 200 });
	expect((await ask(bria, byTime)).status).toBe(404);
	letPass(200);
	expect((await ask(bria, byTime)).status).toBe(200);
});

test('firewalls, proxies and others answer in Bria’s place', async () => {
	const id = bria.addJob();
	bria.fault(id, [faults.firewallPage(), faults.proxyAuthentication(), faults.othersJson(403)]);
	const firewall = await ask(bria, id);
	expect(firewall.status).toBe(403);
	expect(firewall.headers).toMatchObject({ server: 'cloudflare', via: '1.1 edge.example' });
	expect(firewall.data).toContain('<html>');
	expect((await ask(bria, id)).headers).toHaveProperty('proxy-authenticate');
	expect(await ask(bria, id)).toMatchObject({ status: 403, data: { ok: false } });
});

test('a self-signed certificate is refused by who does not trust it', async () => {
	const secure = await startSimulator({ selfSigned: true });
	const url = secure.statusUrl(secure.addJob());
	const headers = { api_token: secure.token };
	try {
		await expect(axios.get(url, { headers })).rejects.toMatchObject({
			code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
		});
		const httpsAgent = new Agent({ ca: secure.trustedCertificate });
		expect((await axios.get(url, { headers, httpsAgent })).data.status).toBe('COMPLETED');
	} finally {
		await secure.close();
	}
});

test('a name is known to no name server', async () => {
	await expect(lookup(UNRESOLVABLE_HOST)).rejects.toMatchObject({ syscall: 'getaddrinfo' });
});
