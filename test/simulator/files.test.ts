import { inflateSync } from 'node:zlib';

import axios from 'axios';

import { startSimulator, type FileOptions, type Simulator } from './index';

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
