import type { ResultFile } from './resultFile';

/** Why an item has no status: what happened, and how to get going again. */
export interface Failure {
	/** The HTTP status, or a word where there was none. */
	code: number | string;
	message: string;
	details: string;
	/** Where the file is, when the job is COMPLETED and only its file is missing. */
	result_url?: string;
}

const LONGEST_QUOTE = 200;

/** Addresses that are signed take some hundred characters. */
const LONGEST_ADDRESS = 1_000;

/** A text as people are shown it: no longer than `longest` characters. */
export function quote(text: string, longest = LONGEST_QUOTE): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function withBriasWords(advice: string, said?: string): string {
	return said ? `${advice} Bria says: ${quote(said)}` : advice;
}

/** The `code` of everything that was wrong before Bria was asked. */
export const INVALID_REQUEST = 'invalid_request';

function invalid(message: string, details: string): Failure {
	return { code: INVALID_REQUEST, message, details };
}

/** What holds for all items, since it is wrong with the node or its credential. */
export const invalidSetting = (error: Error & { description?: string | null }): Failure => ({
	code: 'invalid_setting',
	message: error.message,
	details: error.description || "Check the node's parameters and its credential.",
});

export const noRequestId = (): Failure =>
	invalid(
		'The item has no request ID',
		"Place this node after the one that submits the job to Bria, or map that node's request_id to the 'Request' parameter.",
	);

export const unreadable = (what: string, why: string): Failure =>
	invalid(`The ${what} cannot be read`, `Check the expression. n8n says: ${quote(why)}`);

export const notARequestId = (what: string): Failure =>
	invalid(
		`The request ID is ${what}`,
		"The 'Request' parameter takes the request_id (text) or the status_url that Bria answered with when the job was submitted.",
	);

export const holdsToken = (): Failure =>
	invalid(
		"The 'Request' parameter holds the API token",
		'It takes the request_id or the status_url that Bria answered with. The API token belongs in the Bria API credential only.',
	);

export const notAStatusUrl = (url: string): Failure =>
	invalid(
		`"${quote(url)}" is not the status URL of a Bria V2 request`,
		"A status URL looks like <Base URL>/status/<request ID>. Only Bria's V2 endpoints have one; V1 endpoints have no status service.",
	);

export const otherServer = (url: string, origin: string): Failure =>
	invalid(
		`The status URL "${quote(url)}" points to another server than the credential`,
		`The API token is only sent to ${origin}. Use the request ID instead of the URL, or a Bria API credential whose Base URL is that server.`,
	);

export const notFound = (id: string, said?: string): Failure => ({
	code: 404,
	message: `Bria does not know the request "${quote(id)}"`,
	details: withBriasWords(
		"It may have expired, or belong to another organization. Check the 'Request' parameter and the credential, or submit the job again.",
		said,
	),
});

export const denied = (code: number, said?: string): Failure => ({
	code,
	message:
		code === 401
			? 'Bria does not accept the API token'
			: 'Bria does not allow this API token to ask for the status',
	details: withBriasWords(
		'Check the API Token in the Bria API credential against the Bria Console (Organization management > API keys), then execute the workflow again.',
		said,
	),
});

export const refused = (code: number, id: string, said?: string): Failure => ({
	code,
	message: `Bria refused to look up the request "${quote(id)}" (HTTP ${code})`,
	details: withBriasWords("Check the 'Request' parameter: it takes what Bria answered with.", said),
});

export const redirected = (code: number, id: string): Failure => ({
	code,
	message: `The Base URL sent the request "${quote(id)}" on to another address (HTTP ${code})`,
	details:
		'Redirects are not followed, so that the API token stays with the Base URL. Check the Base URL in the Bria API credential.',
});

export const tooManyRequests = (id: string): Failure => ({
	code: 429,
	message: `Bria's limit left no room to ask for the request "${quote(id)}"`,
	details:
		"Set 'Requests per Minute' in the Bria API credential to what your plan allows, and execute the workflow again in a minute.",
});

export const noUsableAnswer = (code: number | string, id: string, what: string): Failure => ({
	code,
	message: `Bria gave no usable answer for the request "${quote(id)}"`,
	details: `The last of several tries: ${what}. The job may still be running: execute the workflow again later with the same request ID, and check the Base URL in the credential and Bria's status page.`,
});

export const noFile = (
	{ code, what }: { code: number | string; what: string },
	id: string,
	{ kind, url }: ResultFile,
): Failure => ({
	code,
	message: `The request "${quote(id)}" is COMPLETED, but its ${kind} is not reachable: ${what}`,
	details: `Results expire: execute the workflow again, or submit the job again. Turn off 'Download Result' to go on without the file. Its address is ${quote(url, LONGEST_ADDRESS)}`,
	result_url: url,
});
