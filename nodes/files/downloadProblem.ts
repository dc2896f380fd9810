/** Why there is no file. */
export interface DownloadProblem {
	/** The HTTP status, or a word where there was none. */
	code: number | string;
	/** In plain words, without a code: n8n replaces messages that hold one. */
	what: string;
	/** How to get going again, in whole sentences. Default: the result may have expired. */
	advice?: string;
	/** What else is known, e.g. the error's own words. */
	details?: string;
	/** It will not pass. */
	isFinal?: boolean;
	/** n8n could not store the file. */
	isStorage?: boolean;
	retryAfterMs?: number;
}
