import type { ConnectionFailure } from './connectionFailure';

/** A call that failed: what happened, and how to get going again. */
export interface CallFailure {
	/** The HTTP status, or a word where there was none. */
	code: number | string;
	/** One sentence that can be read without knowing the workflow. */
	message: string;
	details: string;
	/** Where the file is, when the job is COMPLETED and only its file is missing. */
	result_url?: string;
}

const LONGEST_QUOTE = 200;

/** The first half of a character that takes two, such as an emoji. */
const HALF_CHARACTER = /[\uD800-\uDBFF]$/;

/** A text as people are shown it: cut after `longest` characters. */
export function quote(text: string, longest = LONGEST_QUOTE): string {
	return text.length > longest ? `${text.slice(0, longest).replace(HALF_CHARACTER, '')}…` : text;
}

/** Some nodes put the whole answer of a server into their error. */
const LONGEST_ERROR = 500;

/**
 * The node before failed for an item, and its workflow went on.
 *
 * @param said what its error says
 */
export const nodeBeforeFailed = (
	said: string,
	details: string,
	code: number | string = 'failed_before',
): CallFailure => ({ code, message: quote(said, LONGEST_ERROR), details });

/**
 * Advice, with what somebody said behind it.
 *
 * @param said nothing is added where it is empty
 * @param who whose words they are
 * @param longest the most characters of them that are quoted
 */
export function withWords(
	advice: string,
	said?: string,
	who = 'Bria',
	longest = LONGEST_QUOTE,
): string {
	return said ? `${advice} ${who} says: ${quote(said, longest)}` : advice;
}

/** The `code` of everything that was wrong before Bria was asked. */
export const INVALID_REQUEST = 'invalid_request';

/** A setting of the node or its credential that is wrong, so that no item can be asked for. */
export const invalidSetting = (error: Error & { description?: string | null }): CallFailure => ({
	code: 'invalid_setting',
	message: error.message,
	details: error.description || "Check the node's parameters and its credential.",
});

export const notFound = (id: string, said?: string): CallFailure => ({
	code: 404,
	message: `Bria does not know the request "${quote(id)}"`,
	details: withWords(
		"It may have expired, or belong to another organization. Check the 'Request' parameter and the credential, or submit the job again.",
		said,
	),
});

export const denied = (code: number, said?: string): CallFailure => ({
	code,
	message:
		code === 401
			? 'Bria does not accept the API token'
			: 'Bria does not allow this API token to ask for the status',
	details: withWords(
		'Check the API Token in the Bria API credential against the Bria Console (Organization management > API keys), then execute the workflow again.',
		said,
	),
});

export const refused = (code: number, id: string, said?: string): CallFailure => ({
	code,
	message: `Bria refused to look up the request "${quote(id)}" (HTTP ${code})`,
	details: withWords("Check the 'Request' parameter: it takes what Bria answered with.", said),
});

export const redirected = (code: number, id: string): CallFailure => ({
	code,
	message: `The Base URL sent the request "${quote(id)}" on to another address (HTTP ${code})`,
	details:
		'Redirects are not followed, so that the API token stays with the Base URL. Check the Base URL in the Bria API credential, and whether a firewall or proxy wants a login.',
});

/**
 * A refusal that is not in the form of Bria's answers: the page of a firewall, or nothing at all.
 *
 * @param name what the server calls itself
 */
export const answeredByProxy = (
	code: number,
	id: string,
	name?: string,
	said?: string,
): CallFailure => ({
	code,
	message: `A firewall or proxy seems to have answered in Bria's place for the request "${quote(id)}" (HTTP ${code}${name ? ` from ${name}` : ''})`,
	details: withWords(
		"The answer does not look like one of Bria's. Ask whoever runs your network to let n8n reach the Base URL of the Bria API credential, check that URL and the API Token, and execute the workflow again.",
		said,
		'It',
	),
});

export const tooManyRequests = (id: string): CallFailure => ({
	code: 429,
	message: `Bria's limit left no room to ask for the request "${quote(id)}"`,
	details:
		"Set 'Requests per Minute' in the Bria API credential to what your plan allows, and execute the workflow again in a minute.",
});

/** @param who whose words they are: not every answer comes from Bria */
export const noUsableAnswer = (
	code: number | string,
	id: string,
	what: string,
	said?: string,
	who: 'Bria' | 'The answer' = 'Bria',
): CallFailure => ({
	code,
	message: `Bria gave no usable answer for the request "${quote(id)}"`,
	details: withWords(
		`The last of several tries: ${what}. The job may still be running: execute the workflow again later with the same request ID, and check the Base URL in the credential and Bria's status page.`,
		said,
		who,
	),
});

/** Bria never got the request. */
export const notAsked = (
	{ code, what, advice }: Pick<ConnectionFailure, 'code' | 'what' | 'advice'>,
	id: string,
): CallFailure => ({
	code,
	message: `Bria could not be asked for the request "${quote(id)}": ${what}`,
	details: `${advice} The Base URL is in the Bria API credential. The job may still be running: execute the workflow again later with the same request ID.`,
});
