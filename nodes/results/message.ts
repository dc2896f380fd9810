import type { IDataObject } from 'n8n-workflow';

import { quote } from '../api/callFailure';
import { briaErrorText, nestedErrorText } from '../api/errorText';
import { type JobResult, statusOf } from './jobResult';

const request = (id: unknown) => `the request "${quote(String(id))}"`;

const LONGEST_REASON = 500;

/** Bria's words on what went wrong, if there are any. */
function reasonOf(body: IDataObject): string | undefined {
	const reason = briaErrorText(body) ?? nestedErrorText(body.result);
	return reason && quote(reason, LONGEST_REASON);
}

function failed(id: unknown, body: IDataObject): string {
	const reason = reasonOf(body);
	if (reason) return `Bria could not finish ${request(id)}: ${reason}`;
	const { code } = (body.error ?? {}) as IDataObject;
	const but = typeof code === 'number' ? ` but the code ${code}` : '';
	return `Bria could not finish ${request(id)} and gave no reason${but}`;
}

const unknown = (id: unknown, body: IDataObject) =>
	`Bria does not know how ${request(id)} ended: ${reasonOf(body) ?? 'it had an internal error, or no longer has a record of it'}`;

function undocumented(id: unknown, status: string | undefined, body: IDataObject): string {
	const reason = reasonOf(body);
	const said = `Bria says "${quote(String(status))}" of ${request(id)}, a status that this node does not know`;
	return reason ? `${said}: ${reason}` : said;
}

const inProgress = (id: unknown) => `Bria is still working on ${request(id)}`;

const notAsked = (id: unknown) =>
	`There was no time to ask Bria about ${request(id)}: the requests per minute of the plan were used up`;

const notAnswered = (id: unknown) =>
	`Bria gave no answer about ${request(id)} before Max Wait was over`;

/**
 * What is to be told of a job that is not completed: one sentence for people, that can be posted as it
 * is. Where Bria's body has a `message` of its own, that stays.
 *
 * @returns undefined for a completed job
 */
export function messageOf(job: JobResult): string | undefined {
	const { requestId, failure, body } = job;
	if (failure) return failure.message;
	if (!body) return job.isUnanswered ? notAnswered(requestId) : notAsked(requestId);
	if (typeof body.message === 'string' && body.message !== '') return body.message;

	const id = requestId ?? body.request_id;
	const status = statusOf(job);
	switch (status) {
		case 'COMPLETED':
			return undefined;
		case 'ERROR':
		case 'FAILED':
			return failed(id, body);
		case 'IN_PROGRESS':
			return inProgress(id);
		case 'UNKNOWN':
			return unknown(id, body);
		default:
			return undocumented(id, status, body);
	}
}

/**
 * Whether the `message` of some fields is what an earlier round of a loop gave the request's item.
 *
 * @param fields of the item as that round let it leave
 */
export function isOfEarlierRound({ message, ...body }: IDataObject, job: JobResult): boolean {
	const { requestId, options } = job;
	const ofFailure = (body.error as IDataObject | undefined)?.message;
	const ofBody = messageOf({ requestId, options, body });
	const ofNoBody = [inProgress, notAsked, notAnswered].map((sentence) => sentence(requestId));
	return message !== undefined && [ofFailure, ofBody, ...ofNoBody].includes(message);
}
