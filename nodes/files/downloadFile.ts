import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { type FileResponse, type FileBody, RefusedAddress, requestFile } from './fileRequest';
import { describeFile, type ResultFile } from './resultFile';
import { readRetryAfter } from '../api/retryAfter';
import { backoffMs, MAX_RETRIES } from '../polling/backoff';
import { explain, isTransient } from '../api/httpRequest';
import type { Clock } from '../polling/clock';

/** Why there is no file. */
export interface Problem {
	/** The HTTP status, or a word where there was none. */
	code: number | string;
	what: string;
	/** It will not pass. */
	isFinal?: boolean;
	retryAfterMs?: number;
}

export type Attempt =
	| { file: IBinaryData; problem?: undefined }
	| { file?: undefined; problem: Problem };

export interface DownloadOptions {
	/** The credential's. */
	baseUrl: string;
	clock: Clock;
	/** Ends the download. */
	signal: AbortSignal;
	/** A file may take as long as it likes, but not be silent for longer than this. In ms, default 60 s. */
	idleMs?: number;
}

const IDLE_MS = 60_000;

/** Aborts `end` when nothing more arrives. */
async function endWhenIdle(body: FileBody, idleMs: number, clock: Clock, end: AbortController) {
	let arrived = 0;
	body.prependListener('data', () => arrived++);
	for (let seen = -1; seen !== arrived; ) {
		seen = arrived;
		await clock.sleep(idleMs, end.signal);
	}
	end.abort();
}

function examine({ statusCode, headers }: FileResponse): Problem | undefined {
	if (statusCode >= 200 && statusCode < 300) {
		const isText = /^text\//i.test(String(headers['content-type']));
		return isText ? { code: 'no_file', what: 'a text came instead', isFinal: true } : undefined;
	}
	const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
	const isFinal = !isTransient(statusCode);
	return { code: statusCode, what: `HTTP ${statusCode}`, isFinal, retryAfterMs };
}

function problemOf(error: Error & { code?: string }): Problem {
	const { code, message } = error;
	if (error instanceof RefusedAddress) {
		return { code: 'refused_address', what: message, isFinal: true };
	}
	if (code === 'ENOSPC') return { code, what: 'the disk where n8n keeps files is full' };
	return explain(error as Parameters<typeof explain>[0]);
}

async function attempt(
	context: IExecuteFunctions,
	requestId: string,
	result: ResultFile,
	{ baseUrl, clock, signal, idleMs = IDLE_MS }: DownloadOptions,
): Promise<Attempt> {
	const over = new AbortController();
	const end = AbortSignal.any([signal, over.signal]);
	try {
		const request = { baseUrl, timeoutMs: idleMs, signal: end };
		const answer = await requestFile(context, result.url, request);
		const problem = examine(answer);
		if (problem) return { problem };

		const { body, headers } = answer;
		const { fileName, mimeType } = describeFile(result, requestId, headers['content-type']);
		void endWhenIdle(body, idleMs, clock, over);
		return { file: await context.helpers.prepareBinaryData(body, fileName, mimeType) };
	} catch (error) {
		const isIdle = over.signal.aborted;
		const what = `nothing arrived for ${idleMs / 1000} seconds`;
		return { problem: isIdle ? { code: 'timeout', what } : problemOf(error as Error) };
	} finally {
		over.abort();
	}
}

/**
 * Downloads the file of a COMPLETED request to where n8n keeps binary data. It streams: a file on its
 * way to n8n's disk is never held in memory. What may pass is tried again as status calls are. An
 * answer with fewer bytes than announced is a broken connection: Node's HTTP client sees to that.
 */
export async function download(
	context: IExecuteFunctions,
	requestId: string,
	result: ResultFile,
	options: DownloadOptions,
): Promise<Attempt> {
	const { clock, signal } = options;
	for (let failures = 1; ; failures++) {
		const download = await attempt(context, requestId, result, options);
		const { problem } = download;
		if (!problem || problem.isFinal || failures > MAX_RETRIES) return download;
		await clock.sleep(problem.retryAfterMs ?? backoffMs(failures), signal);
		if (signal.aborted) return download;
	}
}
