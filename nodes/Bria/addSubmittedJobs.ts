import type { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { quote } from '../api/callFailure';
import type { Remembered } from './retryMemory';

/** More than these would hide what the error says. */
const MOST_LISTED = 30;

/** Bria's have 32 characters. */
const LONGEST_ID = 40;

function acceptedIds(submitted: ReadonlyMap<number, Remembered>): string[] {
	return [...submitted.values()].flatMap((submission) =>
		submission.state === 'accepted' && (submission.body.request_id ?? '') !== ''
			? [String(submission.body.request_id)]
			: [],
	);
}

function aboutAccepted(ids: string[]): string {
	const listed = ids
		.slice(0, MOST_LISTED)
		.map((id) => quote(id, LONGEST_ID))
		.join(', ');
	const more = ids.length - MOST_LISTED;
	const rest = more > 0 ? ` and ${more} more, which the details list` : '';
	const jobs = ids.length === 1 ? '1 job' : `${ids.length} jobs`;
	return ` Bria has accepted ${jobs} of this run before: ${listed}${rest}. Bria Status takes these request IDs.`;
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
	const ids = acceptedIds(submitted);
	const unclear = [...submitted].filter(
		([index, { state }]) => state === 'unknown' && index !== itemIndex,
	);
	if (ids.length > 0) error.description += aboutAccepted(ids);
	if (unclear.length > 0) {
		const items = unclear.map(([index]) => `item ${index}`).join(', ');
		error.description += ` It may have accepted the job of ${items}, too.`;
	}
	if (ids.length > MOST_LISTED) error.messages.push(`Accepted: ${ids.join(', ')}`);
	error.context.requestIds = ids;
	return error;
}
