import type {
	IBinaryData,
	IDataObject,
	IExecuteFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { abortAfter } from '../api/abortAfter';
import { explain } from '../api/connectionFailure';
import { isLoopback, isPrivateAddress } from '../api/privateAddress';
import type { JobRequest } from '../api/jobRequest';
import type { SubmissionFailure } from '../api/submissionFailures';
import type { Clock } from '../polling/clock';
import { multipartBody } from './multipart';
import type { Submission, Submitter } from './submitter';

/** Where a video is sent, before Bria takes it as an input. */
interface UploadLink {
	upload_url: string;
	upload_fields: IDataObject;
	file_url: string;
}

const MOST_TRIES = 3;

/** How long Bria's link is good. In ms. */
const TIMEOUT_MS = 60 * 60_000;

/** How long the connection to the storage may be silent, in ms. */
const LONGEST_SILENCE_MS = 120_000;

const failed = (
	code: number | string,
	what: string,
	advice = 'Execute the workflow again later.',
): SubmissionFailure => ({
	code,
	message: 'The video could not be uploaded to Bria, so the job was not submitted',
	details: `What happened: ${what}. ${advice}`,
});

/**
 * Ends an upload in which nothing moves any more. The time-out of an HTTP request would do for that with
 * some versions of n8n; with others it ends every upload that takes longer, however well it goes.
 */
async function abortWhenSilent(
	clock: Clock,
	progress: () => number,
	over: AbortController,
): Promise<void> {
	for (let before = -1; before !== progress() && !over.signal.aborted; ) {
		before = progress();
		await clock.sleep(LONGEST_SILENCE_MS, over.signal);
	}
	over.abort();
}

const isWebAddress = (url: unknown) =>
	typeof url === 'string' && URL.canParse(url) && /^https?:/i.test(url);

function readLink(answer: Submission): UploadLink | undefined {
	if (answer.state !== 'accepted') return undefined;
	const { upload_url, upload_fields, file_url } = Object(answer.body.result) as IDataObject;
	const isWhole = [upload_url, file_url].every(isWebAddress);
	return isWhole
		? ({ upload_url, upload_fields: Object(upload_fields), file_url } as UploadLink)
		: undefined;
}

/**
 * @returns what went wrong; `undefined` when the file is there
 * @throws n8n's error where the file cannot be read
 */
async function sendToStorage(
	context: IExecuteFunctions,
	{ credential, clock, signal }: Submitter,
	{ upload_url: url, upload_fields }: UploadLink,
	file: IBinaryData,
): Promise<SubmissionFailure | undefined> {
	if (isPrivateAddress(url) && !isLoopback(credential.baseUrl)) {
		return failed('invalid_address', 'Bria named a private address for the upload');
	}
	const { body, headers, progress, close } = await multipartBody(context, upload_fields, file);
	const over = new AbortController();
	abortAfter(TIMEOUT_MS, over);
	if (progress) void abortWhenSilent(clock, progress, over);
	try {
		const { statusCode } = (await context.helpers.httpRequest({
			method: 'POST',
			url,
			body: body as never,
			headers,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: progress ? TIMEOUT_MS : LONGEST_SILENCE_MS,
			abortSignal: AbortSignal.any([signal, over.signal]),
		})) as IN8nHttpFullResponse;
		const isStored = statusCode >= 200 && statusCode < 300;
		return isStored ? undefined : failed(statusCode, `Bria's storage answered HTTP ${statusCode}`);
	} catch (error) {
		const { code, what, advice } = explain(error, url);
		return failed(code, what, advice);
	} finally {
		over.abort();
		close();
	}
}

/** A link to upload to is asked for like a job. It is none, and costs nothing. */
const LINK_JOB: JobRequest = { path: 'video/upload', body: {}, labels: new Map(), isCustom: false };

/** What went wrong with the link, not with a job: without one, no job was started. */
function noLink(answer: Submission): SubmissionFailure {
	if (answer.state === 'refused') {
		const { code, message, details } = answer.failure;
		return failed(code, `Bria was asked where to upload it. ${message}`, details);
	}
	const code = 'failure' in answer ? answer.failure.code : 'no_upload_link';
	return failed(code, `Bria did not say where to upload it (${code})`);
}

/**
 * Uploads a file of n8n to Bria's storage, which gets no API token.
 *
 * @returns an address that Bria takes as a video, or why there is none
 * @throws n8n's error where the file cannot be read
 */
export async function uploadVideo(
	context: IExecuteFunctions,
	submitter: Submitter,
	file: IBinaryData,
): Promise<{ url: string } | Exclude<Submission, { state: 'accepted' }>> {
	for (let tries = 1; ; tries++) {
		const answer = await submitter.submit(LINK_JOB);
		if (answer.state === 'denied' || answer.state === 'stopped') return answer;
		const link = readLink(answer);
		const failure = link ? await sendToStorage(context, submitter, link, file) : noLink(answer);
		if (link && !failure) return { url: link.file_url };
		if (submitter.signal.aborted) return { state: 'stopped' };
		if (failure && (answer.state === 'refused' || tries === MOST_TRIES)) {
			return { state: 'refused', failure };
		}
		await submitter.pause(tries);
	}
}
