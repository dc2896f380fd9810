import { Readable } from 'node:stream';
import { setImmediate, setTimeout as pause } from 'node:timers/promises';

import axios from 'axios';
import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { download, type DownloadOptions } from '../../nodes/files/downloadFile';
import { FileHosts } from '../../nodes/files/fileHosts';
import { type FileOptions, type Simulator, startSimulator } from '../simulator';

let bria: Simulator;
let pauses: number[];
let askedFor: string[];
let sleeping: Set<symbol>;

beforeEach(async () => {
	bria = await startSimulator();
	pauses = [];
	askedFor = [];
	sleeping = new Set();
});
afterEach(() => bria.close());

/** Real HTTP, with every name on this machine, and a place for files that counts their bytes. */
const context = {
	helpers: {
		async httpRequest({ url, headers, abortSignal }: IHttpRequestOptions) {
			const answer = await axios.get(url, {
				headers: headers as Record<string, string>,
				signal: abortSignal as AbortSignal,
				responseType: 'stream',
				maxRedirects: 0,
				lookup: async () => '127.0.0.1',
				validateStatus: () => true,
			});
			return { statusCode: answer.status, headers: answer.headers, body: answer.data };
		},
		async prepareBinaryData(body: Readable | Buffer, fileName: string, mimeType: string) {
			let bytes = 0;
			for await (const chunk of Buffer.isBuffer(body) ? [body] : body) bytes += chunk.length;
			return { bytes, fileName, mimeType };
		},
	},
} as unknown as IExecuteFunctions;

/** A server that always answers so, and notes who asks. */
const answering = (statusCode: number, headers: IDataObject) =>
	({
		helpers: {
			...context.helpers,
			async httpRequest({ url }: IHttpRequestOptions) {
				askedFor.push(url);
				return { statusCode, headers, body: Readable.from([Buffer.alloc(9)]) };
			},
		},
	}) as unknown as IExecuteFunctions;

const IDLE_MS = 60_000;
const LONGEST_MS = 3_600_000;

/** Lets the event loop turn, not for a time: while the machine is busy with other things, nothing can arrive. */
async function letTurn(times: number): Promise<void> {
	for (let i = 0; i < times; i++) await pause(2);
}

/** Pauses between calls are noted and skipped; what is idle is seen a little later. */
const clock = {
	now: () => 0,
	async sleep(ms: number, signal?: AbortSignal) {
		if (ms < IDLE_MS) pauses.push(ms);
		const [among, sleeper] = [sleeping, Symbol()];
		among.add(sleeper);
		await new Promise<void>((resolve) => {
			signal?.addEventListener('abort', () => resolve(), { once: true });
			if (ms !== LONGEST_MS) void letTurn(ms === IDLE_MS ? 100 : 1).then(resolve);
			if (signal?.aborted) resolve();
		});
		among.delete(sleeper);
	},
};

function fetch(
	url: string,
	options: Partial<DownloadOptions> = {},
	from: IExecuteFunctions = context,
) {
	const result = { kind: 'video' as const, url };
	const signal = new AbortController().signal;
	const hosts = new FileHosts(clock);
	return download(from, 'r1', result, { baseUrl: bria.baseUrl, clock, signal, hosts, ...options });
}

const fetchFrom = (server: IExecuteFunctions) => fetch('https://x.example/a', {}, server);

const fetchFile = (file: FileOptions) => fetch(bria.file('a.mp4', file));

it.each([408, 429, 500, 503])('HTTP %s is asked again five times', async (statusCode) => {
	const { problem } = await fetchFile({ statusCode });

	expect(problem).toMatchObject({ code: statusCode, what: `HTTP ${statusCode}` });
	expect(bria.log).toHaveLength(6);
	expect(pauses).toHaveLength(5);
});

it('a large file whose type nobody tells is not read into memory, and has the usual type', async () => {
	const megabyte = Buffer.alloc(1_000_000, 1);
	const body = Readable.from(Array.from({ length: 40 }, () => megabyte));
	const helpers = {
		...context.helpers,
		httpRequest: async () => ({ statusCode: 200, headers: {}, body }),
	};

	const { file } = await fetchFrom({ helpers } as unknown as IExecuteFunctions);

	expect(file).toMatchObject({ bytes: 40_000_000, mimeType: 'video/mp4' });
});

it('HTTP 407 is the word of a proxy, which is named, and may pass', async () => {
	const { problem } = await fetchFrom(answering(407, { server: 'squid/6.6' }));

	expect(problem?.what).toMatch(/the proxy .*squid\/6\.6.* password/);
	expect(problem?.advice).toMatch(/HTTPS_PROXY/);
	expect(askedFor).toHaveLength(6);
});

it('HTTP 429 is asked again when it says so', async () => {
	await fetchFrom(answering(429, { 'retry-after': '50' }));

	expect(pauses).toEqual(Array(5).fill(50_000));
});

it.each(['0', undefined])(
	'HTTP 429 is not asked again at once, with Retry-After %s',
	async (after) => {
		await fetchFrom(answering(429, { 'retry-after': after }));

		expect(pauses).toHaveLength(5);
		expect(Math.min(...pauses)).toBeGreaterThanOrEqual(750);
		expect(pauses[4]).toBeGreaterThan(10_000);
	},
);

it('a stop in the pause is the end', async () => {
	const stop = new AbortController();
	const stopping = { ...clock, sleep: async () => stop.abort() };
	const options = { clock: stopping, signal: stop.signal };

	await fetch('https://x.example/a', options, answering(503, {}));

	expect(askedFor).toHaveLength(1);
});

it('a file is what its server says', async () => {
	const { file } = await fetchFrom(answering(200, { 'content-type': 'video/webm' }));

	expect(file).toEqual({ bytes: 9, fileName: 'r1.webm', mimeType: 'video/webm' });
});

it.each(['text/html', 'TEXT/plain; charset=utf-8'])('%s is no file', async (contentType) => {
	const { problem } = await fetchFile({ contentType, text: 'Come back later' });

	expect(problem).toMatchObject({ code: 'no_file', isFinal: true });
	expect(problem?.what).toMatch(/^(a text|HTML) came instead$/);
});

it('text/plain is a file where it is no text: servers say so of what they do not know', async () => {
	const { file } = await fetchFile({ contentType: 'text/plain' });

	expect(file).toMatchObject({ fileName: 'r1.mp4', mimeType: 'video/mp4' });
});

it.each(['application/x-text/a', undefined])('%s may be one', async (contentType) => {
	const { file } = await fetchFrom(answering(200, { 'content-type': contentType }));

	expect(file).toMatchObject({ mimeType: 'video/mp4' });
});

it.each([200, 299, 400, 404, 503])('HTTP %s sends nobody on', async (statusCode) => {
	await fetchFrom(answering(statusCode, { location: 'https://x.example/b' }));

	expect(new Set(askedFor)).toEqual(new Set(['https://x.example/a']));
});

it.each([300, 301, 308, 399])('HTTP %s does, if it says where to', async (statusCode) => {
	await fetchFrom(answering(statusCode, { location: '/b' }));

	expect(askedFor).toEqual(['https://x.example/a', ...Array(5).fill('https://x.example/b')]);
});

it('a redirect that does not say where to is final', async () => {
	const { problem } = await fetchFrom(answering(300, {}));

	expect(problem).toMatchObject({ code: 300, isFinal: true });
	expect(askedFor).toHaveLength(1);
});

it('nothing is left behind', async () => {
	await fetchFile({});
	await setImmediate();

	expect(sleeping.size).toBe(0);
});

it.each([400, 403, 404, 410])('HTTP %s is final', async (statusCode) => {
	const { problem } = await fetchFile({ statusCode });

	expect(problem).toMatchObject({ code: statusCode });
	expect(bria.log).toHaveLength(1);
});

it('a file that is cut off every time is not had', async () => {
	const { file, problem } = await fetchFile({ bytes: 100_000, cutAfter: 99_999 });

	expect(file).toBeUndefined();
	expect(problem?.what).toMatch(/^the connection was broken/);
	expect(bria.log).toHaveLength(6);
});

it.each([
	['ENOSPC', 'the disk is full'],
	['EACCES', 'n8n may not write there'],
	['EROFS', 'it is read-only'],
	['ENOTDIR', 'its folder is no folder'],
	['EMFILE', 'too many files are open'],
	['ERR_STRING_TOO_LONG', 'the file is too large to be kept in memory'],
	[undefined, 'it failed'],
])('a storage that fails with %s is told as such, once', async (code, what) => {
	const prepareBinaryData = async () => {
		throw Object.assign(new Error('no, write'), { code });
	};
	const helpers = { ...context.helpers, prepareBinaryData };

	const from = { helpers } as unknown as IExecuteFunctions;
	const { problem } = await fetch(bria.file('a.mp4'), {}, from);

	expect(problem).toEqual({
		code: code ?? 'storage',
		what,
		details: 'no, write',
		isStorage: true,
		isFinal: true,
	});
	expect(bria.log).toHaveLength(1);
});

it('a storage that refuses a file for its size is told as such', async () => {
	const prepareBinaryData = async () => {
		throw new Error('File size exceeds 512 MB: too large to be stored');
	};
	const helpers = { ...context.helpers, prepareBinaryData };

	const from = { helpers } as unknown as IExecuteFunctions;
	const { problem } = await fetch(bria.file('a.mp4'), {}, from);

	expect(problem).toMatchObject({ code: 'storage', what: 'the file is too large' });
});

it('a disk that fails in the middle of a file is no broken connection', async () => {
	const prepareBinaryData = async (body: Readable) => {
		const full = Object.assign(new Error('ENOSPC, write'), { code: 'ENOSPC' });
		body.destroy(full);
		await setImmediate();
		throw full;
	};
	const helpers = { ...context.helpers, prepareBinaryData };

	const from = { helpers } as unknown as IExecuteFunctions;
	const { problem } = await fetch(bria.file('a.mp4', { bytes: 1_000_000 }), {}, from);

	expect(problem).toMatchObject({ code: 'ENOSPC', isStorage: true });
});

it('a file that stops to arrive is given up', async () => {
	const { problem } = await fetchFile({ bytes: 1_000_000, stallAfter: 10_000 });

	expect(problem).toEqual({
		code: 'timeout',
		what: 'too little of it arrived within 60 seconds',
	});
	expect(bria.log).toHaveLength(6);
});

it('a file that arrives slowly is not', async () => {
	const { file } = await fetchFile({ bytes: 20_000, bytesPerSecond: 20_000 });

	expect(file).toMatchObject({ bytes: 20_000 });
});

it('redirects in a circle come to an end', async () => {
	const url = bria.file('a.mp4');
	bria.file('a.mp4', { redirectTo: url });

	const { problem } = await fetch(url);

	expect(problem).toMatchObject({ code: 302, isFinal: true });
	expect(bria.log).toHaveLength(6);
});

it('a redirect to what is no address is not followed', async () => {
	const { problem } = await fetchFile({ redirectTo: 'http://' });

	expect(problem).toMatchObject({ code: 'refused_address', isFinal: true });
	expect(bria.log).toHaveLength(1);
});

it('a file may be had by https', async () => {
	const { problem } = await fetch('https://127.0.0.1:1/a.mp4');

	expect(problem).toMatchObject({ code: 'ECONNREFUSED' });
});

const BRIA = 'https://engine.prod.bria-api.com/v2';

it('a private address is not asked where Bria is not private', async () => {
	const { problem } = await fetch(bria.file('a.mp4'), { baseUrl: BRIA });

	expect(problem).toEqual({
		code: 'refused_address',
		what: 'its address is in a private network',
		isFinal: true,
	});
	expect(bria.log).toEqual([]);
});

it('a private address is not asked where a public one sends it on', async () => {
	const target = bria.file('secret.mp4');
	const moved = new URL(bria.file('moved.mp4', { redirectTo: target }));
	moved.hostname = 'files.example';

	const { problem } = await fetch(moved.href, { baseUrl: BRIA });

	expect(problem).toMatchObject({
		code: 'refused_address',
		what: 'its address is in a private network',
	});
	expect(bria.log.map(({ path }) => path)).toEqual(['/files/moved.mp4']);
});

it('a private address is not asked where Bria is private, but not on this machine', async () => {
	const { problem } = await fetch(bria.file('a.mp4'), { baseUrl: 'https://10.0.0.1/v2' });

	expect(problem).toMatchObject({ code: 'refused_address' });
	expect(bria.log).toEqual([]);
});

it('nor is what is no address', async () => {
	const { problem } = await fetch('ftp://x.example/a.mp4');

	const what = 'its address is not a web address';
	expect(problem).toEqual({ code: 'refused_address', what, isFinal: true });
});
