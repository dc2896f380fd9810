import type { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { quote } from '../api/callFailure';
import { toHtml } from '../api/nodeError';
import type { Remembered } from './retryMemory';

/** More than these would hide what the error says. */
const MOST_LISTED = 30;

/** Bria's have 32 characters. */
const LONGEST_ID = 40;

/** What Bria answered, or may have answered, for an item. */
interface Job {
	itemIndex: number;
	requestId: string;
}

function jobsOf(submitted: ReadonlyMap<number, Remembered>, state: Remembered['state']): Job[] {
	return [...submitted].flatMap(([itemIndex, submission]) => {
		if (submission.state !== state) return [];
		const { request_id } = submission.state === 'accepted' ? submission.body : submission.failure;
		return [{ itemIndex, requestId: String(request_id ?? '') }];
	});
}

function nameOf({ itemIndex, requestId }: Job): string {
	const id = requestId === '' ? 'one without a request ID' : quote(requestId, LONGEST_ID);
	return `${id} (item ${itemIndex})`;
}

function aboutAccepted(jobs: Job[]): string {
	const listed = jobs.slice(0, MOST_LISTED).map(nameOf).join(', ');
	const more = jobs.length - MOST_LISTED;
	const rest = more > 0 ? ` and ${more} more, which the details list` : '';
	const count = jobs.length === 1 ? '1 job' : `${jobs.length} jobs`;
	return ` Bria has accepted ${count} of this run before: ${listed}${rest}. Bria Status takes these request IDs. Leave these items out when you execute the workflow again: they would be billed a second time.`;
}

function aboutUnclear(jobs: Job[]): string {
	const items = jobs.map(
		({ itemIndex, requestId }) =>
			`item ${itemIndex}${requestId && ` (perhaps as ${quote(requestId, LONGEST_ID)})`}`,
	);
	return ` It may have accepted the job of ${items.join(', ')}, too.`;
}

/**
 * Adds to the error that ends a run what was submitted before it: else nobody would know of the jobs
 * that Bria works on, and bills. All request IDs are in `context.requestIds` as well.
 *
 * @param itemIndex of the item that the error is about, if there is one
 */
export function addSubmittedJobs<T extends NodeApiError | NodeOperationError>(
	error: T,
	submitted: ReadonlyMap<number, Remembered>,
	itemIndex?: number,
): T {
	const accepted = jobsOf(submitted, 'accepted');
	const unclear = jobsOf(submitted, 'unknown').filter((job) => job.itemIndex !== itemIndex);
	if (accepted.length > 0) error.description += toHtml(aboutAccepted(accepted));
	if (unclear.length > 0) error.description += toHtml(aboutUnclear(unclear));
	if (accepted.length > MOST_LISTED) {
		error.messages.push(`Accepted: ${accepted.map(nameOf).join(', ')}`);
	}
	error.context.requestIds = accepted.map(({ requestId }) => requestId).filter((id) => id !== '');
	return error;
}
