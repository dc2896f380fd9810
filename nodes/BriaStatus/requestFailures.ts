import { errorText } from '../api/errorText';
import { type CallFailure, INVALID_REQUEST, nodeBeforeFailed, quote } from '../api/callFailure';

function invalid(message: string, details: string): CallFailure {
	return { code: INVALID_REQUEST, message, details };
}

export const noRequestId = (): CallFailure =>
	invalid(
		'The item has no request ID',
		"Place this node after the one that submits the job to Bria, or map that node's request_id to the 'Request' parameter.",
	);

/**
 * The node before failed for this item, and its workflow went on.
 *
 * @param beside what the item says beside its error, for errors without words such as `true`
 */
export const failedBefore = (error: unknown, beside?: unknown): CallFailure => {
	const { code, message, details, description, httpCode } = (
		typeof error === 'object' ? error : { message: error }
	) as Record<string, unknown>;
	const said =
		errorText(message) ?? errorText(error) ?? errorText(beside) ?? 'The node before failed';
	const isCode = (value: unknown) => typeof value === 'number' || typeof value === 'string';
	return nodeBeforeFailed(
		said,
		errorText(details) ??
			errorText(description) ??
			'The node before this one failed for the item, so that there is no request to ask for. Correct it there.',
		[code, httpCode].find(isCode) as number | string | undefined,
	);
};

export const unreadable = (what: string, why: string): CallFailure =>
	invalid(`The ${what} cannot be read`, `Check the expression. n8n says: ${quote(why)}`);

export const invalidRequestId = (what: string): CallFailure =>
	invalid(
		`The request ID is ${what}`,
		"The 'Request' parameter takes the request_id (text) or the status_url that Bria answered with when the job was submitted.",
	);

export const notEvaluated = (text: string): CallFailure =>
	invalid(
		`"${quote(text)}" is not a request ID: it is an expression that n8n did not evaluate`,
		"Switch the 'Request' field from Fixed to Expression.",
	);

export const notARequestId = (text: string, why: string): CallFailure =>
	invalid(
		`"${quote(text)}" is not a request ID: ${why}`,
		"Bria Status waits for a job that was submitted before, and takes no prompt. Place a node that submits the job in front of it, such as Bria, and let 'Request' be {{ $json.request_id }}, which that node answers.",
	);

export const holdsToken = (): CallFailure =>
	invalid(
		"The 'Request' parameter holds the API token",
		'It takes the request_id or the status_url that Bria answered with. The API token belongs in the Bria API credential only.',
	);

export const notAStatusUrl = (url: string): CallFailure =>
	invalid(
		`"${quote(url)}" is not the status URL of a Bria V2 request`,
		"A status URL looks like <Base URL>/status/<request ID>. Only Bria's V2 endpoints have one; V1 endpoints have no status service.",
	);

export const otherServer = (url: string, origin: string): CallFailure =>
	invalid(
		`The status URL "${quote(url)}" points to another server than the credential`,
		`The API token is only sent to ${origin}. Use the request ID instead of the URL, or a Bria API credential whose Base URL is that server.`,
	);
