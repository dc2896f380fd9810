import { type CallFailure, quote, withWords } from './callFailure';
import type { ConnectionFailure } from './connectionFailure';

/** Why an item was not submitted, or may not have been. */
export interface SubmissionFailure extends CallFailure {
	/** The request ID that an unusable answer names: perhaps that of the job. */
	request_id?: string;
}

/** Longer than usual: Bria's words may name several fields. */
const LONGEST_SAYING = 500;

const withBriasWords = (advice: string, said?: string) =>
	withWords(advice, said, 'Bria', LONGEST_SAYING);

const CHECK_BEFORE =
	'It was not sent again, since Bria would bill it a second time. Look for the job in the Bria Console before you submit this item again.';

/** The job may have been accepted, but no usable answer names it. */
export const mayBeAccepted = (
	code: number | string,
	what: string,
	said?: string,
	requestId?: string,
): SubmissionFailure => ({
	code,
	message: 'Bria may have accepted the job, but gave no usable answer',
	details: withBriasWords(
		`What happened: ${what}. ${CHECK_BEFORE}${
			requestId ? ` The answer names the request ID ${quote(requestId)}.` : ''
		}`,
		said,
	),
	...(requestId && { request_id: requestId }),
});

/** The run was stopped before the answer came. */
export const stoppedMidway = (): SubmissionFailure =>
	mayBeAccepted('stopped', 'the execution was stopped before the answer arrived');

/** The connection was not made in any of several tries. */
export const notConnected = ({ code, what, advice }: ConnectionFailure): SubmissionFailure => ({
	code,
	message: 'The job was not sent, since Bria could not be reached',
	details: `The last of several tries: ${what}. ${advice}`,
});

/** The connection was not made, and will not be the next time: a certificate, a blocked address. */
export const notSent = ({ code, what, advice }: ConnectionFailure): SubmissionFailure => ({
	code,
	message: 'The job was not sent, since no safe connection to Bria can be made',
	details: `What happened: ${what}. ${advice}`,
});

export const limitReached = (said?: string): SubmissionFailure => ({
	code: 429,
	message: "The job was not accepted: Bria's limit left no room for it",
	details: withBriasWords(
		"Set 'Requests per Minute' in the Bria API credential to what your plan allows, and execute the workflow again in a few minutes.",
		said,
	),
});

export const tokenRefused = (said?: string): SubmissionFailure => ({
	code: 401,
	message: 'Bria does not accept the API token',
	details: withBriasWords(
		'No job was started. Check the API Token in the Bria API credential against the Bria Console (Organization management > API keys), then execute the workflow again.',
		said,
	),
});

export const notAllowed = (code: number, said?: string): SubmissionFailure => ({
	code,
	message: 'Bria does not allow this job: see the plan and the billing of your organization',
	details: withBriasWords(
		'No job was started. Check in the Bria Console whether your plan covers this operation, whether billing is in order, and whether the API Token in the credential belongs to the right organization.',
		said,
	),
});

/** Not sent, since Bria denied (401, 402, 403) an earlier item, as it would deny all of this run. */
export const skippedAfterDenial = (why: SubmissionFailure): SubmissionFailure => ({
	code: why.code,
	message: `The item was not submitted: ${why.message}`,
	details: why.details,
});

export const redirected = (code: number): SubmissionFailure => ({
	code,
	message: `The job was not accepted: the Base URL leads on to another address (HTTP ${code})`,
	details:
		'Redirects are not followed, so that the API token stays with the Base URL. Check the Base URL in the Bria API credential.',
});

/** A firewall or a proxy answered in Bria's place. */
export const blockedByProxy = (code: number, by?: string, said?: string): SubmissionFailure => ({
	code,
	message: `The job did not get through to Bria (HTTP ${code})`,
	details: withWords(
		`The answer${by ? ` (from ${by})` : ''} is not Bria's. Check the Base URL${code === 401 ? ' and the API Token' : ''} in the Bria API credential, and whether a firewall or proxy keeps the machine that n8n runs on from it.`,
		said,
		'It',
	),
});

export const unknownEndpoint = (
	code: number,
	path: string,
	isCustom: boolean,
	said?: string,
): SubmissionFailure => ({
	code,
	message: `Bria has no endpoint "${quote(path)}" that takes jobs (HTTP ${code})`,
	details: withBriasWords(
		isCustom
			? "Check 'Endpoint' against Bria's documentation."
			: "Check the Base URL in the Bria API credential: it ends with /v2. If it does, an update of n8n-nodes-bria may know the endpoint's new name.",
		said,
	),
});

/**
 * Bria says the same of an address that leads nowhere and of a tailored model that does not exist.
 *
 * @param named what the job names that may be missing, each as "whether ..."
 */
export const notFound = (named: string[], isCustom: boolean, said?: string): SubmissionFailure => ({
	code: 404,
	message: 'Bria did not find something that the job names (HTTP 404)',
	details: withBriasWords(
		`No job was started. Check ${named.join(', and ')}; then ${
			isCustom
				? "'Endpoint' against Bria's documentation."
				: 'the Base URL in the Bria API credential: it ends with /v2.'
		}`,
		said,
	),
});

/** What a job works on. */
export type Medium = 'image' | 'video';

export const tooLarge = (medium: Medium, said?: string): SubmissionFailure => ({
	code: 413,
	message: 'The job is larger than Bria takes',
	details: withBriasWords(
		medium === 'image'
			? 'Bria takes images of at most 12 MB. Make the image smaller, or give its URL.'
			: 'Make the video smaller or shorter.',
		said,
	),
});

export const wrongFileType = (medium: Medium, said?: string): SubmissionFailure => ({
	code: 415,
	message: 'Bria does not take a file of this type',
	details: withBriasWords(
		medium === 'image'
			? 'Bria takes images as JPEG, PNG or WEBP. Convert the image first, e.g. with the Edit Image node.'
			: 'Bria takes videos as MP4, MOV, WEBM, AVI or GIF, with a usual codec such as H.264. Convert the video first.',
		said,
	),
});

/** @param privateUrls addresses of the job that are of no use to Bria */
export const notFetched = (
	medium: Medium,
	privateUrls: string[],
	said?: string,
): SubmissionFailure => ({
	code: 460,
	message: `Bria could not fetch the ${medium} from its address`,
	details: withBriasWords(
		`${
			privateUrls.length > 0
				? `${privateUrls.map((url) => `"${quote(url)}"`).join(', ')} is on this machine or in a private network, where Bria cannot get at it. `
				: 'Bria fetches it over the internet: an address on your own machine or in a private network cannot be fetched, nor one that needs a login or has expired. '
		}Give the file itself instead: the name of the input item's file field.`,
		said,
	),
});

export const refused = (code: number, said?: string): SubmissionFailure => ({
	code,
	message: `Bria refused the job (HTTP ${code})`,
	details: withBriasWords(
		"No job was started. Check the fields against Bria's documentation.",
		said,
	),
});

/** @param fields the form's names of those that Bria names */
export const invalidValues = (code: number, fields: string[], said?: string): SubmissionFailure => {
	const named = fields.map((field) => `'${field}'`).join(' and ');
	return {
		code,
		message: named
			? `Bria does not accept the value of ${named} (HTTP ${code})`
			: `Bria does not accept the values of this job (HTTP ${code})`,
		details: withBriasWords(
			named ? `Correct ${named}; no job was started.` : 'Correct the fields; no job was started.',
			said,
		),
	};
};

/**
 * @param moderation which one, e.g. "prompt"
 * @param setting what the form calls the field that turns it on and off, where it has one
 */
export const moderated = (
	code: number,
	moderation: string,
	setting?: string,
	said?: string,
): SubmissionFailure => ({
	code,
	message: `Bria's ${moderation} moderation refused the job`,
	details: withBriasWords(
		`Change the ${moderation}; no job was started. ${
			setting
				? `Whether it is checked is set by '${setting}' under Options.`
				: 'This operation has no setting for it: it is set for your organization in the Bria Console.'
		}`,
		said,
	),
});
