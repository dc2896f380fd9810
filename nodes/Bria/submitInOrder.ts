import type { IExecuteFunctions, INode } from 'n8n-workflow';

import type { CallFailure } from '../api/callFailure';
import { operationError, toNodeError } from '../api/nodeError';
import type { JobRequest } from '../api/jobRequest';
import { skippedAfterDenial } from '../api/submissionFailures';
import { resolveFiles } from './resolveFiles';
import type { ItemResult } from './outputItems';
import type { Item } from './readItems';
import type { Remembered } from './retryMemory';
import type { Submission, Submitter } from './submitter';
import { addSubmittedJobs } from './addSubmittedJobs';

async function submitItem(
	context: IExecuteFunctions,
	submitter: Submitter,
	item: Item,
	job: JobRequest,
): Promise<Submission> {
	const brought = await resolveFiles(context, submitter, item, job);
	return 'job' in brought ? await submitter.submit(brought.job) : brought;
}

const stopped = (node: INode) =>
	operationError(node, 'The execution was stopped before all items were submitted', {
		description: 'Nothing was sent after the stop.',
	});

/** Whether Bria has accepted the job, or may have: then it must not be sent again. */
const mustNotBeRepeated = (submission: Submission): submission is Remembered =>
	submission.state === 'accepted' || submission.state === 'unknown';

/**
 * Submits the jobs of one run of the node, one after the other.
 *
 * @param submitted what this run has sent in an earlier try, and will have sent after this one
 * @param endOnFailure whether the first item that is not submitted ends the run
 * @returns what became of every item; of those until then, where the execution was stopped
 * @throws NodeApiError or NodeOperationError where the run ends, which names the jobs that were accepted
 */
export async function submitInOrder(
	context: IExecuteFunctions,
	submitter: Submitter,
	items: Item[],
	submitted: Map<number, Remembered>,
	endOnFailure: boolean,
): Promise<ItemResult[]> {
	const { signal } = submitter;
	let denied: CallFailure | undefined;

	const fail = (item: Item, failure: CallFailure): ItemResult => {
		if (!endOnFailure) return { ...item, failure };
		const error = toNodeError(context.getNode(), failure, item.itemIndex);
		throw addSubmittedJobs(error, submitted, item.itemIndex);
	};
	const submitNow = async (item: Item): Promise<Submission> => {
		const { itemIndex, job, failure } = item;
		if (failure || !job) return { state: 'refused', failure: failure as CallFailure };
		if (denied) return { state: 'refused', failure: skippedAfterDenial(denied) };
		const submission = await submitItem(context, submitter, item, job);
		if (mustNotBeRepeated(submission)) submitted.set(itemIndex, submission);
		return submission;
	};

	for (const item of items.filter(({ itemIndex }) => !submitted.has(itemIndex))) {
		if (item.failure) fail(item, item.failure);
		else if (item.job) submitter.announce(item.job);
	}
	const results: ItemResult[] = [];
	for (const item of items) {
		const submission = submitted.get(item.itemIndex) ?? (await submitNow(item));
		if (submission.state === 'accepted') {
			results.push({ ...item, failure: undefined, answer: submission.body });
			continue;
		}
		if (submission.state === 'stopped' || signal.aborted) {
			if (submitted.size === 0) return results;
			throw addSubmittedJobs(stopped(context.getNode()), submitted);
		}
		if (submission.state === 'denied') denied = submission.failure;
		results.push(fail(item, submission.failure));
	}
	return results;
}
