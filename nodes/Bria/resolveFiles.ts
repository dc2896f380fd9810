import type { IExecuteFunctions } from 'n8n-workflow';

import { quote } from '../api/callFailure';
import type { JobRequest } from '../api/jobRequest';
import type { SubmissionFailure } from '../api/submissionFailures';
import { type NamedFile, replaceFiles } from './bodyFiles';
import { findInputFile, readImage } from './inputFile';
import type { Item } from './readItems';
import type { Submission, Submitter } from './submitter';
import { uploadVideo } from './videoUpload';

type Failed = Exclude<Submission, { state: 'accepted' }>;

/** Ends the walk through the files of a job. */
class FileNotResolved extends Error {
	constructor(readonly why: Failed) {
		super('A file was not brought to Bria');
	}
}

const unreadable = ({ message }: Error): SubmissionFailure => ({
	code: 'unreadable_file',
	message: 'A file of the item cannot be read, so the job was not submitted',
	details: `Execute the workflow again from where the file comes from. n8n says: ${quote(message)}`,
});

/**
 * Puts the files of an item into its job: images as Base64, videos as the address that they were
 * uploaded to.
 *
 * @returns the job, or why it cannot be submitted
 */
export async function resolveFiles(
	context: IExecuteFunctions,
	submitter: Submitter,
	{ input, endpoint }: Item,
	job: JobRequest,
): Promise<{ job: JobRequest } | Failed> {
	if (!endpoint) return { job };
	const toBria = async (named: NamedFile): Promise<string> => {
		const source = findInputFile(input, named);
		if (named.kind === 'image' || !('file' in source)) return await readImage(context, source);
		const upload = await uploadVideo(context, submitter, source.file);
		if ('url' in upload) return upload.url;
		throw new FileNotResolved(upload);
	};
	try {
		return { job: { ...job, body: await replaceFiles(job.body, endpoint, toBria) } };
	} catch (error) {
		if (error instanceof FileNotResolved) return error.why;
		return { state: 'refused', failure: unreadable(error as Error) };
	}
}
