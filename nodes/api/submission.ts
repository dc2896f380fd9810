import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { briaErrorText } from './errorText';
import type { BriaCredential } from './credential';
import type { ConnectionFailure } from './connectionFailure';
import { type HttpResponse, isTransient, send } from './httpRequest';
import { isBriasRefusal, isId } from './jobStatus';
import type { JobRequest } from './jobRequest';
import { asObject, parseJson } from './parseJson';
import { readRetryAfter } from './retryAfter';
import { nameOfServer } from './serverName';
import * as failures from './submissionFailures';
import type { SubmissionFailure } from './submissionFailures';
import { TokenRedactor } from './tokenRedactor';
import { whyRefused } from './whyRefused';

/** What became of one attempt to submit a job. */
export type SubmissionAnswer =
	| { state: 'accepted'; body: IDataObject }
	/** Certainly not accepted, and may be a little later: 429, or no connection. */
	| { state: 'rateLimited'; failure: SubmissionFailure; retryAfterMs?: number }
	| { state: 'notConnected'; failure: SubmissionFailure }
	/** Certainly not accepted, and final. */
	| { state: 'refused'; failure: SubmissionFailure }
	/** Certainly not accepted, nor will other jobs be: 401, 402, 403. */
	| { state: 'denied'; failure: SubmissionFailure }
	/** Nobody knows: sent again, it might be billed twice. */
	| { state: 'unknown'; failure: SubmissionFailure };

/** Long enough for the answer, also with `sync` in Additional Fields. */
const TIMEOUT_MS = 120_000;

/** Files as Base64 get the time that they take over a slow connection. In bytes per second. */
const SLOWEST_UPLOAD = 50_000;

function readBody(text: string, redactor: TokenRedactor): IDataObject | undefined {
	return asObject(redactor.redact(parseJson(text)));
}

/** The words of an answer that is neither JSON nor the page of a web server. */
function plainText(text: string, redactor: TokenRedactor): string | undefined {
	const words = text.trim();
	return words === '' || /^[<{["]/.test(words) ? undefined : redactor.redact(words);
}

/** Finds the request ID also in an answer that breaks off, and so is no JSON. */
function findRequestId(text: string, redactor: TokenRedactor): string | undefined {
	const [, found] = /"request_id"\s*:\s*"([^"\\]{1,200})"/.exec(text) ?? [];
	return found === undefined ? undefined : redactor.redact(found);
}

/** With the request ID that Bria Status takes: where it is missing, the end of `status_url` is it. */
function withRequestId(body: IDataObject | undefined): IDataObject | undefined {
	const { request_id } = body ?? {};
	if (!body || (typeof request_id === 'string' && /^[\w-]+$/.test(request_id))) return body;
	const [, id] =
		(typeof body.status_url === 'string' && /\/status\/([^/?#]+)\/?$/.exec(body.status_url)) || [];
	return id ? { ...body, request_id: id } : body;
}

/** HTTP 2xx. */
function readAccepted(text: string, code: number, redactor: TokenRedactor): SubmissionAnswer {
	const body = withRequestId(readBody(text, redactor));
	const isAnswer = body && (isId(body.request_id) || body.result !== undefined);
	if (isAnswer && !body.error) return { state: 'accepted', body };
	const what = body
		? `HTTP ${code}, ${body.error ? 'with an error' : 'without a request ID'}`
		: `HTTP ${code}, ${text.trim() === '' ? 'with nothing in it' : 'that is no usable JSON'}`;
	const said = briaErrorText(body);
	const requestId = findRequestId(text, redactor);
	return { state: 'unknown', failure: failures.mayBeAccepted(code, what, said, requestId) };
}

/** HTTP statuses that no firewall or proxy answers with: Bria's word on the job, in whatever form. */
const ABOUT_THE_JOB = [402, 413, 415, 422, 460];

/** HTTP statuses that firewalls answer with as well, and that in JSON of their own. */
const FIREWALLS = [401, 403];

/** HTTP 4xx, except 408 and 429. */
function readRefusal(
	{ statusCode, headers }: HttpResponse,
	job: JobRequest,
	redactor: TokenRedactor,
	body?: IDataObject,
	said?: string,
): SubmissionAnswer {
	const isBrias =
		ABOUT_THE_JOB.includes(statusCode) ||
		isBriasRefusal(statusCode, body) ||
		(!FIREWALLS.includes(statusCode) && briaErrorText(body) !== undefined);
	if (!isBrias) {
		const by = redactor.redact(nameOfServer(headers));
		return { state: 'refused', failure: failures.blockedByProxy(statusCode, by, said) };
	}
	if (statusCode === 401) return { state: 'denied', failure: failures.tokenRefused(said) };
	if (statusCode === 402 || statusCode === 403) {
		return { state: 'denied', failure: failures.notAllowed(statusCode, said) };
	}
	return { state: 'refused', failure: whyRefused(statusCode, job, body, said) };
}

function readConnectionFailure(failed: ConnectionFailure): SubmissionAnswer {
	const { code, what, wasSent, mayPass } = failed;
	if (wasSent) return { state: 'unknown', failure: failures.mayBeAccepted(code, what) };
	return mayPass
		? { state: 'notConnected', failure: failures.notConnected(failed) }
		: { state: 'refused', failure: failures.notSent(failed) };
}

/** What an answer means, and whether to send the job again. */
function interpret(
	answer: HttpResponse | ConnectionFailure,
	job: JobRequest,
	redactor: TokenRedactor,
): SubmissionAnswer {
	if (answer.statusCode === undefined) return readConnectionFailure(redactor.redact(answer));
	const { statusCode, headers, text } = answer;
	if (statusCode >= 200 && statusCode < 300) return readAccepted(text, statusCode, redactor);

	const body = readBody(text, redactor);
	const said = briaErrorText(body) ?? plainText(text, redactor);
	if (statusCode === 429) {
		const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
		return { state: 'rateLimited', failure: failures.limitReached(said), retryAfterMs };
	}
	if (isTransient(statusCode) || statusCode < 200) {
		const requestId = findRequestId(text, redactor);
		const failure = failures.mayBeAccepted(statusCode, `HTTP ${statusCode}`, said, requestId);
		return { state: 'unknown', failure };
	}
	if (statusCode < 400) return { state: 'refused', failure: failures.redirected(statusCode) };
	return readRefusal(answer, job, redactor, body, said);
}

/**
 * Sends one job to Bria, once, and says what the answer means. Bria has no idempotency key: every
 * request that it takes is a job of its own, and billed.
 *
 * @param signal ends the request, whose outcome is then unknown
 * @returns never rejects, and never lets the API token through
 */
export async function submitOnce(
	context: IExecuteFunctions,
	{ apiToken, baseUrl }: BriaCredential,
	job: JobRequest,
	signal: AbortSignal,
): Promise<SubmissionAnswer> {
	const url = `${baseUrl}/${job.path}`;
	const body = Buffer.from(JSON.stringify(job.body));
	const timeoutMs = TIMEOUT_MS + Math.floor(body.length / SLOWEST_UPLOAD) * 1000;
	const answer = await send(context, { method: 'POST', url, body }, timeoutMs, signal);
	return interpret(answer, job, new TokenRedactor(apiToken));
}
