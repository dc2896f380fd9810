import type { IDataObject } from 'n8n-workflow';

/** The status of a request that Bria does not know, or not any more. */
export const NOT_FOUND = 'NOT_FOUND';

/** What Bria's sources name: its Status Service documents the first four, other pages the rest. */
const STATUSES = ['IN_PROGRESS', 'COMPLETED', 'ERROR', 'UNKNOWN', 'FAILED', NOT_FOUND];

/** Whether a field of an answer holds anything. */
const isPresent = (value: unknown) => value !== undefined && value !== null && value !== '';

/** Whether an answer has the field, be it empty. */
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

/** Whether the status of a part of a result says that this part failed. */
export const saysFailed = (status: unknown): boolean =>
	typeof status === 'string' && /^(failed|error)$/i.test(status);

/** Whether a value can be a request ID. */
export const isId = (value: unknown): boolean =>
	typeof value === 'number' || (typeof value === 'string' && value !== '');

/** Web servers say so of a path that they do not have: then it is the Base URL that is wrong. */
const NO_SUCH_PATH = 'Not Found';

function hasBriasForm(body: IDataObject): boolean {
	const { error, detail, status, title } = body;
	if (hasRequestId(body) || STATUSES.includes(status as string)) return true;
	if (typeof error === 'object' && error !== null) return 'code' in error || 'message' in error;
	// With a title beside it, it is the problem document of another server (RFC 9457).
	return isPresent(detail) && title === undefined;
}

/**
 * Whether a refusal (HTTP 4xx) is Bria's, by its form: `{error: {code, message}, request_id}`,
 * `{detail}`, `{status: "NOT_FOUND"}`. Firewalls and proxies answer pages, and JSON of their own. A 404
 * is about one request only, so that other JSON is taken for Bria's as well, unless its form is one that
 * web servers and gateways have.
 *
 * @param document the parsed body, null where it is no JSON
 */
export function isBriasRefusal(statusCode: number, document: unknown): boolean {
	if (typeof document !== 'object' || document === null) return false;
	const body = document as IDataObject;
	if (statusCode !== 404) return hasBriasForm(body);
	const { detail, message, error, title, status, statusCode: code, ok, success } = body;
	const isOthers = [status, code].includes(404) || [ok, success].includes(false);
	return !isOthers && ![detail, message, error, title].includes(NO_SUCH_PATH);
}
