import type { IDataObject } from 'n8n-workflow';

/** The status of a request that Bria does not know, or not any more. */
export const NOT_FOUND = 'NOT_FOUND';

/** What Bria's sources name: its Status Service documents the first four, other pages the rest. */
const STATUSES = ['IN_PROGRESS', 'COMPLETED', 'ERROR', 'UNKNOWN', 'FAILED', NOT_FOUND];

const isPresent = (value: unknown) => value !== undefined && value !== null && value !== '';

const hasRequestId = ({ request_id }: IDataObject) =>
	typeof request_id === 'string' || typeof request_id === 'number';

/**
 * The status that a body of Bria tells. Where it has none, it is read as Bria's SDKs do: an `error`
 * means ERROR, else a `result` COMPLETED, else a `status_url` IN_PROGRESS, else UNKNOWN.
 *
 * @returns undefined where `status` is no text, and for an object that is no answer of Bria's: it has
 *   none of these, nor a `request_id`
 */
export function readJobStatus(body: IDataObject): string | undefined {
	if (isPresent(body.status)) return typeof body.status === 'string' ? body.status : undefined;
	if (isPresent(body.error)) return 'ERROR';
	if (isPresent(body.result)) return 'COMPLETED';
	if (isPresent(body.status_url)) return 'IN_PROGRESS';
	return hasRequestId(body) ? 'UNKNOWN' : undefined;
}

/** FastAPI says so of a path that it does not have: then it is the Base URL that is wrong. */
const NO_SUCH_PATH = 'Not Found';

/**
 * Whether the body of a refusal (HTTP 4xx) has one of the shapes that Bria's have: `{error: {code,
 * message}, request_id}`, `{detail}`, `{status: "NOT_FOUND"}`. Firewalls and proxies answer pages, and
 * JSON of their own.
 */
export function isBriasRefusal(body: IDataObject | undefined): boolean {
	if (!body) return false;
	const { error, detail, status } = body;
	if (hasRequestId(body) || STATUSES.includes(status as string)) return true;
	if (typeof error === 'object' && error !== null) return 'code' in error || 'message' in error;
	return isPresent(detail) && detail !== NO_SUCH_PATH;
}
