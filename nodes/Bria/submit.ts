import {
	deepCopy,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import { type CallFailure, invalidSetting, quote } from '../api/callFailure';
import { readCredential } from '../api/credential';
import { toNodeError } from '../api/nodeError';
import type { Job } from '../api/submission';
import { notTried, type SubmissionFailure } from '../api/submissionFailures';
import { systemClock } from '../api/systemClock';
import { isAiTool, readOnError } from '../results/onError';
import { type NamedFile, replaceFiles } from './bodyFiles';
import { findInputFile, readImage } from './inputFile';
import { type Item, readItems } from './readItems';
import { submittedBefore, type Remembered } from './retryMemory';
import { type Submission, Submitter } from './submitter';
import { uploadVideo } from './videoUpload';

/** What became of an item: Bria's answer, or why there is none. */
interface ItemResult extends Item {
	answer?: IDataObject;
}

/** A file that could not be brought to Bria. */
class FileNotSent extends Error {
	constructor(readonly submission: Exclude<Submission, { state: 'accepted' }>) {
		super('A file could not be brought to Bria');
	}
}

const unreadableFile = ({ message }: Error): SubmissionFailure => ({
	code: 'unreadable_file',
	message: 'A file of the item cannot be read, so the job was not submitted',
	details: `Execute the workflow again from where the file comes from. n8n says: ${quote(message)}`,
});

/** The job with its files in it. */
async function withFiles(
	context: IExecuteFunctions,
	submitter: Submitter,
	{ input, endpoint }: Item,
	job: Job,
): Promise<Job> {
	if (!endpoint) return job;
	const toBria = async (named: NamedFile): Promise<string> => {
		const source = findInputFile(input, named);
		if (named.kind === 'image' || !('file' in source)) return await readImage(context, source);
		const upload = await uploadVideo(context, submitter, source.file);
		if ('url' in upload) return upload.url;
		throw new FileNotSent(upload);
	};
	return { ...job, body: await replaceFiles(job.body, endpoint, toBria) };
}

/** Submits the jobs of one run of the node, one after the other. */
class Run {
	private readonly onFailure;
	private readonly submitted: Map<number, Remembered>;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly submitter: Submitter,
	) {
		this.onFailure = isAiTool(context) ? 'continue' : readOnError(context);
		this.submitted = submittedBefore(context);
	}

	async submitAll(items: Item[]): Promise<ItemResult[]> {
		for (const item of items) if (item.failure) this.mayThrow(item.failure, item);
		const results: ItemResult[] = [];
		let denied: SubmissionFailure | undefined;
		for (const item of items) {
			const submission = await this.settle(item, denied);
			if (submission.state === 'stopped') throw this.stopped();
			if (submission.state === 'denied') denied ??= submission.failure;
			if (submission.state === 'accepted') {
				results.push({ ...item, answer: submission.body });
				continue;
			}
			this.mayThrow(submission.failure, item);
			results.push({ ...item, failure: submission.failure });
		}
		return results;
	}

	private async settle(item: Item, denied?: SubmissionFailure): Promise<Submission> {
		const { itemIndex, job, failure } = item;
		const before = this.submitted.get(itemIndex);
		if (before) return before;
		if (failure || !job) return { state: 'refused', failure: failure as CallFailure };
		if (this.submitter.signal.aborted) return { state: 'stopped' };
		if (denied) return { state: 'refused', failure: notTried(denied) };
		const submission = await this.submit(item, job);
		const isSent = submission.state === 'accepted' || submission.state === 'unknown';
		if (isSent) this.submitted.set(itemIndex, submission);
		return this.submitter.signal.aborted && submission.state !== 'accepted'
			? { state: 'stopped' }
			: submission;
	}

	private async submit(item: Item, job: Job): Promise<Submission> {
		const { context, submitter } = this;
		try {
			return await submitter.submit(await withFiles(context, submitter, item, job));
		} catch (error) {
			if (error instanceof FileNotSent) return error.submission;
			return { state: 'refused', failure: unreadableFile(error as Error) };
		}
	}

	/** With On Error: Stop Workflow, the first item that is not submitted ends the run. */
	private mayThrow(failure: CallFailure, { itemIndex }: Item): void {
		if (this.onFailure !== 'stop') return;
		throw this.withSubmitted(toNodeError(this.context.getNode(), failure, itemIndex));
	}

	private stopped(): NodeOperationError | NodeApiError {
		const error = new NodeOperationError(
			this.context.getNode(),
			'The execution was stopped before all items were submitted',
			{ description: 'Nothing was sent after the stop.' },
		);
		return this.withSubmitted(error);
	}

	/** Else whoever reads the error would not know of the jobs that Bria works on. */
	private withSubmitted<T extends NodeOperationError | NodeApiError>(error: T): T {
		const { ids, unknown } = this.soFar();
		const told = [error.description ?? ''];
		if (ids.length > 0) {
			told.push(
				`Bria has accepted ${ids.length === 1 ? '1 job' : `${ids.length} jobs`} of this run before: ${listOf(ids)}. Bria Status takes these request IDs.`,
			);
		}
		if (unknown.length > 0) {
			told.push(
				`It may have accepted the job of ${unknown.map((index) => `item ${index}`).join(', ')}.`,
			);
		}
		error.description = told.join(' ');
		if (ids.length > MOST_LISTED) error.messages.push(`Accepted: ${ids.join(', ')}`);
		error.context.requestIds = ids;
		return error;
	}

	private soFar(): { ids: string[]; unknown: number[] } {
		const ids: string[] = [];
		const unknown: number[] = [];
		for (const [index, submission] of this.submitted) {
			if (submission.state === 'accepted') ids.push(String(submission.body.request_id));
			else unknown.push(index);
		}
		return { ids, unknown };
	}
}

/** More than these would hide what the error says; the error's details hold all of them. */
const MOST_LISTED = 50;

function listOf(ids: string[]): string {
	const listed = ids.slice(0, MOST_LISTED).join(', ');
	const more = ids.length - MOST_LISTED;
	return more > 0 ? `${listed}, and ${more} more that are in the details of this error` : listed;
}

function toJson(
	{ answer, failure, input, includeInputFields }: ItemResult,
	alone: boolean,
): IDataObject {
	const { code, message, details, ...more } = failure ?? { code: '', message: '', details: '' };
	const own = failure ? { message, error: { code, message, details, ...more } } : (answer ?? {});
	if (!includeInputFields || (failure && alone)) return own;
	const { error, ...fields } = deepCopy(input.json);
	return { ...fields, ...own };
}

/**
 * What leaves for an item. n8n moves a failed one to its own error output, where there is one, when
 * its JSON holds nothing beyond `error` and `message`.
 */
function toOutputItem(result: ItemResult, toErrorOutput: boolean): INodeExecutionData {
	const { itemIndex, input, includeInputFields } = result;
	const item: INodeExecutionData = {
		json: toJson(result, toErrorOutput),
		pairedItem: { item: itemIndex },
	};
	if (includeInputFields && input.binary) item.binary = input.binary;
	return item;
}

async function submitAll(context: IExecuteFunctions): Promise<ItemResult[]> {
	const credential = await readCredential(context);
	const items = await readItems(context, credential);
	const signal = context.getExecutionCancelSignal() ?? new AbortController().signal;
	const submitter = new Submitter(context, credential, systemClock, signal);
	try {
		return await new Run(context, submitter).submitAll(items);
	} finally {
		submitter.leave();
	}
}

/** Every item as a failed call: n8n would pass the input on when a node throws. */
function failAll(context: IExecuteFunctions, error: Error): ItemResult[] {
	const failure = invalidSetting(error);
	return context
		.getInputData()
		.map((input, itemIndex) => ({ itemIndex, input, includeInputFields: false, failure }));
}

/**
 * Submits one job for each item, in order. A job is never sent twice where it may have been accepted.
 *
 * @returns Bria's answers as they came, paired with their items
 */
export async function submit(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const onFailure = isAiTool(context) ? 'continue' : readOnError(context);
	const results = await submitAll(context).catch((error: Error) => {
		const isStopped = context.getExecutionCancelSignal()?.aborted;
		if (onFailure === 'stop' || isStopped) throw error;
		return failAll(context, error);
	});
	return [results.map((result) => toOutputItem(result, onFailure === 'errorOutput'))];
}
