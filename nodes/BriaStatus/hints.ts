import type { NodeExecutionHint } from 'n8n-workflow';

import { quote } from '../api/callFailure';
import { toHtml } from '../api/nodeError';
import { failedParts } from '../results/failedParts';
import type { ItemResult } from '../results/item';
import { isUnparsable } from '../results/itemJson';
import { statusOf } from '../results/jobResult';
import { isKnownStatus, outputOf, OUTPUT_NAMES } from '../results/outputs';
import type { Operation } from './parameters';

/** What the hints depend on, beside the items. */
export interface HintOptions {
	operation: Operation;
	/** Failed calls leave by n8n's own error output. Default false. */
	toErrorOutput?: boolean;
}

const count = (number: number, noun = 'request') =>
	number === 1 ? `1 ${noun}` : `${number} ${noun}s`;

function unfinished(requests: number, operation: Operation): string {
	const advice =
		operation === 'wait'
			? "Raise 'Max Wait (Seconds)', or connect In Progress to a Wait node and back to this node."
			: 'To ask again later, connect In Progress to a Wait node and back to this node.';
	return `${count(requests)} still in progress. ${advice}`;
}

function notAsked(requests: number): string {
	return `${count(requests)} left by In Progress without being asked for: Max Wait was over before they had a share of the requests per minute of the plan. Raise 'Max Wait (Seconds)', or set 'Requests per Minute' in the Bria API credential to what your plan allows.`;
}

function notAnswered(requests: number): string {
	return `${count(requests)} left by In Progress without an answer: Bria gave none before Max Wait was over. Raise 'Max Wait (Seconds)', or connect In Progress to a Wait node and back to this node.`;
}

function undocumented(requests: number, statuses: unknown[]): string {
	const named = quote([...new Set(statuses)].join(', '));
	return `${count(requests)} left by Unknown because this node does not know the status ${named}. See whether an update of n8n-nodes-bria does.`;
}

const LONGEST_LIST = 1_000;

function describeFailedParts({ requestId, body = {} }: ItemResult): string[] {
	return failedParts(body).map(({ name, reason }) => {
		const why = reason ? ` (${quote(reason)})` : '';
		return `"${quote(name)}" of the request "${quote(String(requestId))}"${why}`;
	});
}

function partlyFailed(parts: string[]): string {
	const listed = quote(parts.join(', '), LONGEST_LIST);
	return `${count(parts.length, 'part')} of completed requests failed: ${listed}. The other parts are there.`;
}

function unparsable(requests: number): string {
	return `The structured prompt of ${count(requests)} is not a JSON document, so it stays a string.`;
}

/** Where nothing is completed, the Completed tab of a node that shows no error is empty. */
function nothingCompleted(settled: ItemResult[], toErrorOutput: boolean): string | undefined {
	const leftBy = settled.map(outputOf);
	const [completed, error] = OUTPUT_NAMES.map((_, i) => leftBy.filter((by) => by === i).length);
	if (completed !== 0 || !error) return undefined;
	const calls = settled.filter(({ failure }) => failure).length;
	const jobs = error - calls;
	const where = [
		jobs > 0 || !toErrorOutput
			? count(toErrorOutput ? jobs : error, 'item') + ' on the output Error'
			: '',
		calls > 0 && toErrorOutput ? `${count(calls, 'item')} on the last output, n8n's own Error` : '',
	].filter((text) => text !== '');
	return `Nothing is completed: ${count(error, 'item')} of ${settled.length} failed. See the field 'message' of ${where.join(' and ')}.`;
}

/** What the people who look at the output should know about it. */
export function hints(settled: ItemResult[], options: HintOptions): NodeExecutionHint[] {
	const { operation, toErrorOutput = false } = options;
	const answered = settled.filter(({ body, failure }) => body && !failure);
	const statuses = answered.map(statusOf);
	const inProgress = statuses.filter((status) => status === 'IN_PROGRESS').length;
	const untold = settled.filter(({ body, failure }) => !body && !failure);
	const unanswered = untold.filter(({ isUnanswered }) => isUnanswered).length;
	const unasked = untold.length - unanswered;
	const unknown = statuses.filter((status) => !isKnownStatus(status));
	const completed = answered.filter((item) => statusOf(item) === 'COMPLETED');
	const parts = [...new Set(completed.flatMap(describeFailedParts))];
	const strings = answered.filter(
		({ options: { parseStructuredPrompt }, body = {} }) =>
			parseStructuredPrompt && isUnparsable(body),
	).length;

	const found = [
		nothingCompleted(settled, toErrorOutput),
		inProgress > 0 ? unfinished(inProgress, operation) : undefined,
		unasked > 0 ? notAsked(unasked) : undefined,
		unanswered > 0 ? notAnswered(unanswered) : undefined,
		unknown.length > 0 ? undocumented(unknown.length, unknown) : undefined,
		parts.length > 0 ? partlyFailed(parts) : undefined,
		strings > 0 ? unparsable(strings) : undefined,
	];
	return found
		.filter((message) => message !== undefined)
		.map((message) => ({ message: toHtml(message), type: 'warning', location: 'outputPane' }));
}
