import documented from './data/documented-bodies.json';
import specificationExampleJson from './data/specification-example.json';
import { fileFields, hasSeed, type AdFormat, type JobKind } from './kinds';

export type { JobKind } from './kinds';

export type Body = Record<string, unknown>;

/** The COMPLETED example of Bria's specification, word for word: its `seed` is a string. */
export const specificationExample = specificationExampleJson;

/** What a COMPLETED result may take over from what was submitted. */
export interface ResultDetails {
	/** Where the image or video can be had. */
	url?: string;
	prompt?: string;
	seed?: number | string;
	formats?: AdFormat[];
}

export function inProgress(requestId: string): Body {
	return { ...documented.IN_PROGRESS, request_id: requestId };
}

/** The documented COMPLETED body of a kind, with the given details in place of the stock ones. */
export function completed(kind: JobKind, requestId: string, details: ResultDetails = {}): Body {
	const result: Body = { ...documented[kind].result, ...fileFields(kind, details) };
	if (kind === 'image' && details.prompt !== undefined) result.prompt = details.prompt;
	if (hasSeed(kind) && details.seed !== undefined) result.seed = details.seed;
	return { ...documented[kind], result, request_id: requestId };
}

/**
 * The body of a request whose time is over. A status that Bria does not document gives
 * `{status, request_id}`.
 */
export function finished(
	status: string,
	kind: JobKind,
	requestId: string,
	details?: ResultDetails,
): Body {
	if (status === 'COMPLETED') return completed(kind, requestId, details);
	if (status === 'ERROR' || status === 'FAILED')
		return { ...documented.ERROR, status, request_id: requestId };
	return { ...documented.UNKNOWN, status, request_id: requestId };
}

/** A body as it would be if Bria had left `status` out. */
export function withoutStatus(body: object): Body {
	return Object.fromEntries(Object.entries(body).filter(([field]) => field !== 'status'));
}

/** A refusal in Bria's shape: `{error: {code, message, details}, request_id}`, without `status`. */
export function refusal(reason: 'notFound' | 'tooManyRequests', requestId: string): Body {
	return { ...documented[reason], request_id: requestId };
}

/** The same for any other reason. @param message names the field, where one is wrong */
export function refusalOf(code: number, message: string, requestId = ''): Body {
	return { error: { code, message, details: message }, request_id: requestId };
}

/** The odd one out: a wrong token is answered with `{detail}` only. */
export const unauthorized: Body = documented.unauthorized;
