import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { abortAfter } from './abortAfter';
import {
	type ConnectionFailure,
	explain,
	PROXY_WANTS_LOGIN,
	proxyWantsLogin,
	timedOut,
	tooLarge,
} from './connectionFailure';
import { nameOfServer } from './serverName';

/** An answer, with any HTTP status. */
export interface HttpResponse {
	statusCode: number;
	headers: IDataObject;
	text: string;
}

/** Whether the same call may well be answered otherwise a little later, by its HTTP status. */
export function isTransient(statusCode: number): boolean {
	return statusCode >= 500 || statusCode === 408 || statusCode === 429;
}

type Body = AsyncIterable<Buffer> & { destroy(): void };

/** Larger answers are not read: Bria's largest hold a structured prompt of some kB. In bytes. */
export const LARGEST_BODY = 5_000_000;

/** @returns undefined where the body is too large; what is left of it is not read */
async function readText(body: Body): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > LARGEST_BODY) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}

async function receive(
	request: Promise<IN8nHttpFullResponse>,
	end: AbortSignal,
): Promise<HttpResponse | ConnectionFailure> {
	const { statusCode, headers, body } = await request;
	const stream = body as unknown as Body;
	if (end.aborted) stream.destroy();
	end.addEventListener('abort', () => stream.destroy(), { once: true });
	const text = await readText(stream);
	if (statusCode === PROXY_WANTS_LOGIN) return proxyWantsLogin(nameOfServer(headers));
	return text === undefined ? tooLarge() : { statusCode, headers, text };
}

/** The context with another stop signal: n8n ends a request only by that of its context. */
function endingBy(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	end: AbortSignal,
): IExecuteFunctions {
	const getExecutionCancelSignal = { value: () => end };
	return Object.create(context, { getExecutionCancelSignal }) as IExecuteFunctions;
}

/** What is sent to Bria. */
interface BriaRequest {
	method: 'GET' | 'POST';
	url: string;
	/** JSON, as bytes: of an object without fields n8n would send nothing at all. */
	body?: Buffer;
}

/**
 * One request with the node's "Bria API" credential. Redirects are not followed.
 *
 * @param timeoutMs for the whole answer, not only for its beginning
 * @param signal ends the request
 * @returns an answer, or ConnectionFailure when there is none in time, or it is too large or cut off
 */
export async function send(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	{ method, url, body }: BriaRequest,
	timeoutMs: number,
	signal: AbortSignal,
): Promise<HttpResponse | ConnectionFailure> {
	const over = new AbortController();
	abortAfter(timeoutMs, over);
	const end = AbortSignal.any([signal, over.signal]);
	const request = context.helpers.httpRequestWithAuthentication.call(
		endingBy(context, end),
		'briaApi',
		{
			method,
			url,
			body,
			headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }) },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: timeoutMs,
		},
	) as Promise<IN8nHttpFullResponse>;

	const answer = await new Promise<HttpResponse | ConnectionFailure>((resolve) => {
		end.addEventListener('abort', () => resolve(timedOut(timeoutMs)), { once: true });
		receive(request, end).then(resolve, (error) => resolve(explain(error, url)));
	});
	// Releases the listeners of this request: they would hold its answer in memory until the time-out. With
	// a reason: without one, `abort` makes an exception each time, which is slow.
	over.abort('over');
	return answer;
}
