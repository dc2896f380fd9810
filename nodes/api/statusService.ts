import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { briaErrorText } from './errorText';
import * as failures from './callFailure';
import type { BriaCredential } from './credential';
import type { ConnectionFailure } from './connectionFailure';
import { type HttpResponse, isTransient, send } from './httpRequest';
import { isBriasRefusal, isId, NOT_FOUND, readJobStatus } from './jobStatus';
import { asObject, parseJson } from './parseJson';
import { readRetryAfter } from './retryAfter';
import { nameOfServer } from './serverName';
import { TokenRedactor } from './tokenRedactor';
import type { PollResult } from '../polling/pollLoop';

/** What came back for a request: Bria's body and the status that it tells, or why there is none. */
export type StatusAnswer =
	| { body: IDataObject; status: string; failure?: undefined }
	| {
			body?: undefined;
			status?: undefined;
			failure: failures.CallFailure;
			/** The same for another request, where one answer can end the run for all. */
			failureOf?: (id: string) => failures.CallFailure;
	  };

type Result = PollResult<StatusAnswer>;

/** A status is quickly told: after this time it is asked for again. */
const TIMEOUT_MS = 15_000;

/** https://docs.bria.ai/status: `IN_PROGRESS` is the only documented status that is not terminal. */
const IN_PROGRESS = 'IN_PROGRESS';

function describeNonsense(text: string, body: IDataObject | undefined): string {
	if (text.trim() === '') return 'the answer was empty';
	return body ? 'the answer had no status' : 'the answer was no usable JSON';
}

/** HTTP 2xx. */
function readStatus(id: string, text: string, body?: IDataObject, name?: string): Result {
	const status = body && readJobStatus(body);
	if (!body || status === undefined) {
		const what = describeNonsense(text, body) + (name ? ` (from ${name})` : '');
		const said = briaErrorText(body);
		const failure = failures.noUsableAnswer('no_status', id, what, said, 'The answer');
		return { state: 'retry', value: { failure } };
	}
	if (status === NOT_FOUND) {
		return { state: 'notFound', value: { failure: failures.notFound(id, briaErrorText(body)) } };
	}
	const state = status === IN_PROGRESS ? 'inProgress' : 'finished';
	const requestId = isId(body.request_id) ? body.request_id : id;
	return { state, value: { status, body: { ...body, request_id: requestId } } };
}

/** HTTP 4xx, except those that are tried again (408, 429). */
function readRefusal(id: string, statusCode: number, document: unknown, name?: string): Result {
	const said = briaErrorText(document);
	if (!isBriasRefusal(statusCode, document)) {
		const failure = failures.answeredByProxy(statusCode, id, name, said);
		return { state: 'retry', value: { failure } };
	}
	if (statusCode === 401 || statusCode === 403) {
		return { state: 'denied', value: { failure: failures.denied(statusCode, said) } };
	}
	return statusCode === 404
		? { state: 'notFound', value: { failure: failures.notFound(id, said) } }
		: { state: 'failed', value: { failure: failures.refused(statusCode, id, said) } };
}

function readConnectionFailure(id: string, answer: ConnectionFailure): Result {
	const { code, what, wasSent, mayPass } = answer;
	const failureOf = (other: string) =>
		wasSent ? failures.noUsableAnswer(code, other, what) : failures.notAsked(answer, other);
	return { state: mayPass ? 'retry' : 'denied', value: { failure: failureOf(id), failureOf } };
}

/** What an answer means, and whether to ask again. */
function interpret(
	id: string,
	answer: HttpResponse | ConnectionFailure,
	redactor: TokenRedactor,
): Result {
	if (answer.statusCode === undefined) {
		return readConnectionFailure(id, { ...answer, what: redactor.redact(answer.what) });
	}
	const { statusCode, headers, text } = answer;
	// Before anything of it is quoted: a part of the token would not be found.
	const document = redactor.redact(parseJson(text));
	const name = redactor.redact(nameOfServer(headers));
	if (statusCode >= 200 && statusCode < 300) {
		return readStatus(id, text, asObject(document), name);
	}

	if (statusCode === 429) {
		const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
		const failureOf = failures.tooManyRequests;
		return { state: 'rateLimited', value: { failure: failureOf(id), failureOf }, retryAfterMs };
	}
	if (isTransient(statusCode)) {
		const isBrias = isBriasRefusal(statusCode, document);
		const what = `HTTP ${statusCode}${name !== undefined && !isBrias ? ` from ${name}` : ''}`;
		const who = isBrias ? 'Bria' : 'The answer';
		const said = briaErrorText(document);
		const failure = failures.noUsableAnswer(statusCode, id, what, said, who);
		return { state: 'retry', value: { failure } };
	}
	if (statusCode < 400) {
		return { state: 'failed', value: { failure: failures.redirected(statusCode, id) } };
	}
	return readRefusal(id, statusCode, document, name);
}

/**
 * Bria's Status Service: asks `GET <Base URL>/status/<id>` once and says what the answer means.
 *
 * @returns a function that never rejects and never lets the API token through
 */
export function statusService(context: IExecuteFunctions, { apiToken, baseUrl }: BriaCredential) {
	const redactor = new TokenRedactor(apiToken);

	return async (id: string, signal: AbortSignal): Promise<Result> => {
		const url = `${baseUrl}/status/${encodeURIComponent(id)}`;
		const answer = await send(context, { method: 'GET', url }, TIMEOUT_MS, signal);
		return interpret(id, answer, redactor);
	};
}
