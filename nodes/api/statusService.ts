import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { BriaCredential } from './credential';
import * as failures from './callFailure';
import { parseJson } from './parseJson';
import { readRetryAfter } from './retryAfter';
import { TokenRedactor } from './tokenRedactor';
import { type HttpResponse, type ConnectionFailure, isTransient, send } from './httpRequest';
import type { PollResult } from '../polling/pollLoop';

/** What came back for a request: Bria's body, or why there is none. */
export type StatusAnswer =
	| { body: IDataObject; failure?: undefined }
	| { body?: undefined; failure: failures.CallFailure };

/** A status is quickly told; whoever takes longer is asked again. */
const TIMEOUT_MS = 15_000;

/** https://docs.bria.ai/status: `IN_PROGRESS` is the only documented status that is not terminal. */
const IN_PROGRESS = 'IN_PROGRESS';

/** Without the API token, before anything of it is quoted: a part of the token would not be found. */
function readBody(text: string, redactor: TokenRedactor): IDataObject | undefined {
	const body = redactor.redact(parseJson(text));
	return typeof body === 'object' && body !== null && !Array.isArray(body)
		? (body as IDataObject)
		: undefined;
}

/** Bria's own words on what is wrong: `{error: {message, details}}`, or `{detail}` on 401. */
function readError(body: IDataObject | undefined): string | undefined {
	const error = body?.error as IDataObject | string | undefined;
	if (typeof error === 'string') return error;
	const said = [error?.message, error?.details, body?.detail, body?.message];
	return said.filter((text) => typeof text === 'string' && text !== '').join('. ') || undefined;
}

function describeNonsense(text: string, body: IDataObject | undefined): string {
	if (text.trim() === '') return 'the answer was empty';
	return body ? 'the answer had no status' : 'the answer was no usable JSON';
}

function readStatus(id: string, text: string, redactor: TokenRedactor): PollResult<StatusAnswer> {
	const body = readBody(text, redactor);
	if (typeof body?.status !== 'string') {
		const failure = failures.noUsableAnswer('no_status', id, describeNonsense(text, body));
		return { state: 'retry', value: { failure } };
	}
	const state = body.status === IN_PROGRESS ? 'inProgress' : 'finished';
	return { state, value: { body: { ...body, request_id: body.request_id ?? id } } };
}

/** What an answer means, and whether to ask again: only what may pass is worth it. */
function interpret(
	id: string,
	answer: HttpResponse | ConnectionFailure,
	redactor: TokenRedactor,
): PollResult<StatusAnswer> {
	if (answer.statusCode === undefined) {
		const failure = failures.noUsableAnswer(answer.code, id, redactor.redact(answer.what));
		return { state: 'retry', value: { failure } };
	}
	const { statusCode, headers, text } = answer;
	if (statusCode >= 200 && statusCode < 300) return readStatus(id, text, redactor);

	const said = readError(readBody(text, redactor));
	if (statusCode === 401 || statusCode === 403) {
		return { state: 'denied', value: { failure: failures.denied(statusCode, said) } };
	}
	if (statusCode === 429) {
		const retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
		return { state: 'rateLimited', value: { failure: failures.tooManyRequests(id) }, retryAfterMs };
	}
	if (isTransient(statusCode)) {
		const failure = failures.noUsableAnswer(statusCode, id, `HTTP ${statusCode}`);
		return { state: 'retry', value: { failure } };
	}
	if (statusCode < 400) {
		return { state: 'failed', value: { failure: failures.redirected(statusCode, id) } };
	}
	const failure =
		statusCode === 404 ? failures.notFound(id, said) : failures.refused(statusCode, id, said);
	return { state: 'failed', value: { failure } };
}

/**
 * Bria's Status Service: asks `GET <Base URL>/status/<id>` once and says what the answer means.
 *
 * @returns a function that never rejects and never lets the API token through
 */
export function statusService(context: IExecuteFunctions, { apiToken, baseUrl }: BriaCredential) {
	const redactor = new TokenRedactor(apiToken);

	return async (id: string, signal: AbortSignal): Promise<PollResult<StatusAnswer>> => {
		const url = `${baseUrl}/status/${encodeURIComponent(id)}`;
		const answer = await send(context, { method: 'GET', url }, TIMEOUT_MS, signal);
		return interpret(id, answer, redactor);
	};
}
