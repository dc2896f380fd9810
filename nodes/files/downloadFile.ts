import type { IBinaryData } from 'n8n-workflow';

import { explain, PROXY_WANTS_LOGIN, proxyWantsLogin } from '../api/connectionFailure';
import { isTransient } from '../api/httpRequest';
import { readRetryAfter } from '../api/retryAfter';
import { nameOfServer } from '../api/serverName';
import { backoff } from '../polling/backoff';
import type { Clock } from '../polling/clock';
import { believedType, documentOf, readStart, START_BYTES } from './fileContent';
import type { FileHosts } from './fileHosts';
import {
	type FileBody,
	type FileContext,
	type FileResponse,
	RefusedAddress,
	requestFile,
} from './fileRequest';
import {
	type FileKind,
	fileName,
	type FileType,
	readContentType,
	typeOf,
	USUAL_TYPES,
} from './fileType';
import type { DownloadProblem } from './downloadProblem';
import type { ResultFile } from './resultFiles';
import { isFileSystemError, storageProblem } from './storageProblem';

type Attempt =
	| { file: IBinaryData; problem?: undefined }
	| { file?: undefined; problem: DownloadProblem };

export interface DownloadOptions {
	/** The credential's. */
	baseUrl: string;
	clock: Clock;
	/** Ends the download. */
	signal: AbortSignal;
	/** Of the run. */
	hosts: FileHosts;
}

/** An answer must begin within this time, and then bring `FEWEST_BYTES` in each such period. In ms. */
const IDLE_MS = 60_000;
const FEWEST_BYTES = 1_000;

/** The longest time for a file, over all tries, in ms. */
const LONGEST_MS = 3_600_000;

/** How often a file is asked for again after a failure that may pass. */
const MOST_RETRIES = 5;
const LONGEST_BACKOFF_MS = 30_000;

/** A file whose type nobody tells is read into memory, so that n8n tells it, up to this size in bytes. */
const LARGEST_UNKNOWN = 32_000_000;

/**
 * Aborts `end` as soon as too little arrives.
 *
 * @returns a function to be told how many bytes arrived
 */
function endWhenSlow(clock: Clock, end: AbortController): (bytes: number) => void {
	let arrived = 0;
	const watch = async () => {
		do {
			arrived = 0;
			await clock.sleep(IDLE_MS, end.signal);
		} while (arrived >= FEWEST_BYTES);
		end.abort();
	};
	void watch();
	return (bytes) => (arrived += bytes);
}

const tooSlow: DownloadProblem = {
	code: 'timeout',
	what: `too little of it arrived within ${IDLE_MS / 1000} seconds`,
};

const givenUp: DownloadProblem = {
	code: 'no_answer',
	what: 'its server gave none of its files for too long',
};

const noFile = (what: string): DownloadProblem => ({
	code: 'no_file',
	what: `${what} came instead`,
	isFinal: true,
});

/** What is wrong with an answer by its HTTP status; `undefined` where a file may follow. */
function examine({ statusCode, headers }: FileResponse): DownloadProblem | undefined {
	if (statusCode === 204) return noFile('nothing');
	if (statusCode === PROXY_WANTS_LOGIN) return proxyWantsLogin(nameOfServer(headers));
	if (statusCode >= 200 && statusCode < 300) return undefined;
	const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
	const isFinal = !isTransient(statusCode);
	return { code: statusCode, what: `HTTP ${statusCode}`, isFinal, retryAfterMs };
}

/** Whether a document may be the result: where the field names no image or video, as the manifests of ads do. */
function isExpected(kind: FileKind, document: string): boolean {
	return kind === 'file' && document !== 'XML';
}

function problemOf(error: unknown, url: string): DownloadProblem {
	if (error instanceof RefusedAddress) {
		return { code: 'refused_address', what: error.message, isFinal: true };
	}
	const { code, what, advice, mayPass } = explain(error, url);
	return { code, what, advice, isFinal: !mayPass };
}

/** Gives a file to n8n. What fails then, unless it is the connection, is a problem of n8n's storage. */
async function store(
	{ helpers }: FileContext,
	url: string,
	body: FileBody | Buffer,
	...about: [name?: string, mimeType?: string]
): Promise<Attempt> {
	let broken: Error | undefined;
	if (!Buffer.isBuffer(body)) body.prependListener('error', (error) => (broken = error));
	try {
		return { file: await helpers.prepareBinaryData(body, ...about) };
	} catch (error) {
		const isConnection = broken !== undefined && !isFileSystemError(error);
		return { problem: isConnection ? problemOf(broken, url) : storageProblem(error) };
	}
}

/** A file of unknown type: n8n tells the type by the bytes, if it has them all. Else the usual type is taken. */
async function storeUnknown(
	context: FileContext,
	url: string,
	body: FileBody | Buffer,
	name: string,
	usual: FileType,
): Promise<Attempt> {
	const asUsual = async () =>
		await store(context, url, body, fileName(name, usual), usual.mimeType);
	if (!Buffer.isBuffer(body)) return await asUsual();
	const { file } = await store(context, url, body);
	// `text/plain` is what n8n calls a file that it cannot tell.
	if (!file?.fileExtension || file.mimeType === 'text/plain') return await asUsual();
	const type = { mimeType: file.mimeType, extension: file.fileExtension };
	return { file: { ...file, fileName: fileName(name, type) } };
}

/** Looks at the beginning of what came, and gives it to n8n if it is a file. */
async function take(
	context: FileContext,
	name: string,
	{ kind, url }: ResultFile,
	{ body, headers, url: lastUrl }: FileResponse,
): Promise<Attempt> {
	const { start, isAll } = await readStart(body, START_BYTES);
	const contentType = believedType(readContentType(headers['content-type']), start);
	if (start.length === 0) return { problem: noFile('nothing') };
	const document = documentOf(contentType, start);
	if (document && !isExpected(kind, document)) return { problem: noFile(document) };

	const type = typeOf(contentType, [lastUrl, url]);
	if (type) {
		const content = isAll ? start : body;
		return await store(context, url, content, fileName(name, type), type.mimeType);
	}
	const whole = isAll ? { start, isAll } : await readStart(body, LARGEST_UNKNOWN);
	return await storeUnknown(
		context,
		url,
		whole.isAll ? whole.start : body,
		name,
		USUAL_TYPES[kind],
	);
}

/** Tries once to download a file. */
async function attempt(
	context: FileContext,
	name: string,
	result: ResultFile,
	{ baseUrl, clock, signal }: DownloadOptions,
): Promise<Attempt> {
	const over = new AbortController();
	const end = AbortSignal.any([signal, over.signal]);
	try {
		const arrived = endWhenSlow(clock, over);
		const answer = await requestFile(context, result.url, { baseUrl, signal: end });
		const problem = examine(answer);
		if (problem) return { problem };
		arrived(FEWEST_BYTES);
		answer.body.prependListener('data', ({ length }) => arrived(length));
		const taken = await take(context, name, result, answer);
		return taken.problem && over.signal.aborted ? { problem: tooSlow } : taken;
	} catch (error) {
		return { problem: over.signal.aborted ? tooSlow : problemOf(error, result.url) };
	} finally {
		over.abort();
	}
}

/**
 * Downloads one file of a COMPLETED request to where n8n keeps binary data. It streams: a file on its
 * way to n8n's disk is never held in memory. A failure that may pass is tried again, with a growing
 * pause, until the file's host is given up. An answer with fewer bytes than announced is a broken connection: Node's HTTP
 * client sees to that.
 *
 * @param name of the file, without extension
 * @returns the file, or why there is none; never rejects
 */
export async function download(
	context: FileContext,
	name: string,
	result: ResultFile,
	options: DownloadOptions,
): Promise<Attempt> {
	const { clock, hosts } = options;
	const { url } = result;
	const over = new AbortController();
	void clock.sleep(LONGEST_MS, over.signal).then(() => over.abort());
	const signal = AbortSignal.any([options.signal, over.signal]);
	try {
		for (let failures = 1; ; failures++) {
			if (hosts.isGivenUp(url)) return { problem: givenUp };
			const startedAt = clock.now();
			const tried = await attempt(context, name, result, { ...options, signal });
			const { problem } = tried;
			if (!problem) hosts.succeeded(url);
			if (!problem || problem.isFinal || signal.aborted) return tried;
			hosts.failed(url, startedAt);
			if (failures > MOST_RETRIES || hosts.isGivenUp(url)) return tried;
			await clock.sleep(
				Math.max(problem.retryAfterMs ?? 0, backoff(failures, LONGEST_BACKOFF_MS)),
				signal,
			);
			if (signal.aborted) return tried;
		}
	} finally {
		over.abort();
	}
}
