import type { NodeExecutionHint } from 'n8n-workflow';

import { quote } from '../api/callFailure';
import { warning } from '../api/nodeError';
import { findResultFiles } from '../files/resultFiles';
import { failedParts } from '../results/failedParts';
import type { Item } from '../results/item';
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

function stillInProgress(requests: number, operation: Operation): string {
	const advice =
		operation === 'wait'
			? "Raise 'Max Wait (Seconds)', or connect In Progress to a Wait node and back to this node."
			: 'To ask again later, connect In Progress to a Wait node and back to this node.';
	return `${count(requests)} still in progress. ${advice}`;
}

function notAsked(requests: number): string {
	return `${count(requests)} left by In Progress without being asked for: Max Wait was over before the requests per minute of the plan left room for them. Raise 'Max Wait (Seconds)', or set 'Requests per Minute' in the Bria API credential to what your plan allows.`;
}

function notAnswered(requests: number): string {
	return `${count(requests)} left by In Progress without an answer: Bria gave none before Max Wait was over. Raise 'Max Wait (Seconds)', or connect In Progress to a Wait node and back to this node.`;
}

function undocumented(requests: number, statuses: unknown[]): string {
	const named = quote([...new Set(statuses)].join(', '));
	return `${count(requests)} left by Unknown because this node does not know the status ${named}. See whether an update of n8n-nodes-bria does.`;
}

const LONGEST_LIST = 1_000;

function describeFailedParts({ requestId, body = {} }: Item): string[] {
	return failedParts(body).map(({ name, reason }) => {
		const why = reason ? ` (${quote(reason)})` : '';
		return `"${quote(name)}" of the request "${quote(String(requestId))}"${why}`;
	});
}

/** Whether something is left of a completed request that has failed parts. */
const hasOtherParts = ({ body = {} }: Item) =>
	failedParts(body).length === 0 || findResultFiles(body).length > 0;

function partlyFailed(parts: string[], completed: Item[]): string {
	const listed = quote(parts.join(', '), LONGEST_LIST);
	const others = completed.every(hasOtherParts) ? ' The other parts are there.' : '';
	return `${count(parts.length, 'part')} of completed requests failed: ${listed}.${others}`;
}

function unparsable(requests: number): string {
	return `The structured prompt of ${count(requests)} is not JSON, so it stays a text.`;
}

/** A node whose calls failed shows no error when the workflow goes on, only an empty tab Completed. */
function nothingCompleted(settled: Item[], toErrorOutput: boolean): string | undefined {
	const leftBy = settled.map(outputOf);
	const [completed, error] = OUTPUT_NAMES.map((_, i) => leftBy.filter((by) => by === i).length);
	if (completed !== 0 || !error) return undefined;
	const onLast = toErrorOutput ? settled.filter(({ failure }) => failure).length : 0;
	const onError = error - onLast;
	const where = [
		...(onError > 0 ? [`${count(onError, 'item')} on the branch Error`] : []),
		...(onLast > 0 ? [`${count(onLast, 'item')} on the last branch, n8n's own Error`] : []),
	];
	return `Nothing is completed: ${count(error, 'item')} of ${settled.length} failed. See the field 'message' of ${where.join(' and ')}.`;
}

/** The warnings that n8n shows beside the output. */
export function hints(settled: Item[], options: HintOptions): NodeExecutionHint[] {
	const { operation, toErrorOutput = false } = options;
	const answered = settled.filter(({ body, failure }) => body && !failure);
	const statuses = answered.map(statusOf);
	const inProgress = statuses.filter((status) => status === 'IN_PROGRESS').length;
	const withoutAnswer = settled.filter(({ body, failure }) => !body && !failure);
	const unanswered = withoutAnswer.filter(({ isUnanswered }) => isUnanswered).length;
	const unasked = withoutAnswer.length - unanswered;
	const unknown = statuses.filter((status) => !isKnownStatus(status));
	const completed = answered.filter((item) => statusOf(item) === 'COMPLETED');
	const parts = [...new Set(completed.flatMap(describeFailedParts))];
	const strings = answered.filter(
		({ options: { parseStructuredPrompt }, body = {} }) =>
			parseStructuredPrompt && isUnparsable(body),
	).length;

	const found = [
		nothingCompleted(settled, toErrorOutput),
		inProgress > 0 ? stillInProgress(inProgress, operation) : undefined,
		unasked > 0 ? notAsked(unasked) : undefined,
		unanswered > 0 ? notAnswered(unanswered) : undefined,
		unknown.length > 0 ? undocumented(unknown.length, unknown) : undefined,
		parts.length > 0 ? partlyFailed(parts, completed) : undefined,
		strings > 0 ? unparsable(strings) : undefined,
	];
	return found.filter((message) => message !== undefined).map(warning);
}
