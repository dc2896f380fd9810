import { inflateSync } from 'node:zlib';

import axios from 'axios';

import { busy, heldBack, notFiles, startSilentHost, startSimulator } from './index';
import type { FileOptions, Simulator } from './index';
import { pause, until } from './testClient';

let bria: Simulator;

beforeEach(async () => {
	bria = await startSimulator();
});

afterEach(() => bria.close());

function download(url: string) {
	return axios.get<Buffer>(url, { responseType: 'arraybuffer', validateStatus: () => true });
}

test('an image is a PNG that can be decoded', async () => {
	const { data, headers } = await download(bria.fileUrl(bria.addJob()));
	expect(headers).toMatchObject({
		'content-type': 'image/png',
		'content-length': String(data.length),
	});
	expect(data.toString('latin1', 1, 4)).toBe('PNG');
	const pixels = data.subarray(data.indexOf('IDAT') + 4, data.indexOf('IEND') - 8);
	expect(inflateSync(pixels)).toHaveLength(512 * (1 + 512 * 3));
});

test('a video is told as an MP4', async () => {
	const { data, headers } = await download(bria.fileUrl(bria.addJob(), 'video'));
	expect(headers['content-type']).toBe('video/mp4');
	expect(data.toString('latin1', 4, 12)).toBe('ftypisom');
});

test('a file has expired', async () => {
	const file: FileOptions = { statusCode: 403 };
	expect((await download(bria.fileUrl(bria.addJob({ file })))).status).toBe(403);
	expect((await download(bria.file('*', { statusCode: 404 }))).status).toBe(404);
});

test('a file breaks off', async () => {
	const url = bria.file('a.png', { cutAfter: 1000 });
	await expect(download(url)).rejects.toMatchObject({ isAxiosError: true });
	await until(() => bria.log[0]?.endedAt !== undefined);
	expect(bria.log[0]).toMatchObject({ statusCode: 200, broken: true });
});

test('a file stalls', async () => {
	const url = bria.file('a.png', { stallAfter: 1000 });
	const signal = AbortSignal.timeout(200);
	await expect(axios.get(url, { signal })).rejects.toMatchObject({ code: 'ERR_CANCELED' });
});

test('a file never comes', async () => {
	const signal = AbortSignal.timeout(200);
	const hanging = axios.get(bria.file('a.png', { never: 'hang' }), { signal });
	await expect(hanging).rejects.toMatchObject({ code: 'ERR_CANCELED' });
	const breaking = axios.get(bria.file('a.png', { never: 'break' }));
	await expect(breaking).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a file has moved', async () => {
	const redirectTo = bria.file('b.png');
	const { data } = await download(bria.file('a.png', { redirectTo }));
	expect(data.equals((await download(redirectTo)).data)).toBe(true);
});

test('a file does not come before the test lets it', async () => {
	const { file, letCome } = heldBack();
	let hasCome = false;
	const downloading = download(bria.file('a.png', file)).finally(() => (hasCome = true));
	await until(() => bria.log.length === 1);
	await pause(50);
	expect(hasCome).toBe(false);
	letCome();
	expect((await downloading).status).toBe(200);
});

test('a file comes slowly', async () => {
	const startedAt = performance.now();
	const { data } = await download(bria.file('a.mp4', { bytesPerSecond: 5000 }));
	expect(performance.now() - startedAt).toBeGreaterThan(150);
	expect(data.length).toBeGreaterThan(1000);
});

test('a large file is streamed', async () => {
	const bytes = 300_000_000;
	const before = process.memoryUsage().rss;
	const url = bria.file('large.mp4', { bytes, contentType: 'video/quicktime' });
	const { data, headers } = await axios.get(url, { responseType: 'stream' });
	let received = 0;
	for await (const chunk of data) received += chunk.length;
	expect(received).toBe(bytes);
	expect(headers['content-type']).toBe('video/quicktime');
	expect(process.memoryUsage().rss - before).toBeLessThan(bytes / 2);
});

test('the Content-Type is missing', async () => {
	const { headers } = await download(bria.file('a.png', { contentType: false }));
	expect(headers).not.toHaveProperty('content-type');
});

test.each([
	['json', 200, 'application/json', /^\{/],
	['xml', 200, 'text/xml', /^<Error>/],
	['html', 200, 'text/html', /^<!doctype/],
	['disguised', 200, 'image/png', /^<!doctype/],
	['empty', 200, 'image/png', /^$/],
	['noContent', 204, undefined, /^$/],
] as const)('no file comes, but %s', async (what, statusCode, type, text) => {
	const answer = await download(bria.file('a.png', notFiles[what]()));
	expect(answer.status).toBe(statusCode);
	expect(answer.headers['content-type']).toEqual(type && expect.stringContaining(type));
	expect(answer.data.toString()).toMatch(text);
});

test('a file host is busy, for a while or for ever', async () => {
	const url = bria.file('a.png', busy(0, 2));
	const answers = [await download(url), await download(url), await download(url)];
	expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
	expect(answers[0]?.headers['retry-after']).toBe('0');
	const always = bria.file('b.png', busy(1));
	for (let i = 0; i < 3; i++) expect((await download(always)).status).toBe(429);
});

test('a file host takes the connection and never answers', async () => {
	const host = await startSilentHost();
	const client = new AbortController();
	const asking = expect(
		axios.get(`${host.origin}/a.png`, { signal: client.signal }),
	).rejects.toMatchObject({ code: 'ERR_CANCELED' });
	await until(() => host.connections === 1);
	client.abort();
	await asking;
	await host.close();
});

test.each([
	['a.heic', 'image/heic', 'ftypheic'],
	['a.bmp', 'image/bmp', 'BM'],
	['a.avi', 'video/x-msvideo', 'AVI '],
	['a.tif', 'image/tiff', 'II*'],
	['a.webp', 'image/webp', 'WEBP'],
	['a.webm', 'video/webm', 'webm'],
])('%s is told as %s and begins as one', async (name, type, start) => {
	const { data, headers } = await download(bria.file(name));
	expect(headers['content-type']).toBe(type);
	expect(data.toString('latin1', 0, 16)).toContain(start);
});

test('a file without extension and type has the bytes that the test says', async () => {
	const { data, headers } = await download(bria.file('a', { content: 'jpg', contentType: false }));
	expect(headers).not.toHaveProperty('content-type');
	expect(data.toString('latin1', 6, 10)).toBe('JFIF');
});
