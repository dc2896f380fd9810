import type { NodeExecutionHint } from 'n8n-workflow';

import { quote } from '../api/callFailure';
import type { ItemResult } from '../results/item';
import { isUnparsable } from '../results/itemJson';
import { bodyOf, OUTPUT_OF_STATUS } from '../results/outputs';
import type { Operation } from './parameters';

const count = (requests: number) => (requests === 1 ? '1 request' : `${requests} requests`);

function unfinished(requests: number, operation: Operation): string {
	const advice =
		operation === 'wait'
			? "Raise 'Max Wait (Seconds)', or connect In Progress to a Wait node and back to this node."
			: 'To ask again later, connect In Progress to a Wait node and back to this node.';
	return `${count(requests)} still in progress. ${advice}`;
}

function undocumented(requests: number, statuses: unknown[]): string {
	const named = quote([...new Set(statuses)].join(', '));
	return `${count(requests)} left by Unknown because this node does not know the status ${named}. See whether an update of n8n-nodes-bria does.`;
}

/** What the people who look at the output should know about it. */
export function hints(settled: ItemResult[], operation: Operation): NodeExecutionHint[] {
	const answered = settled.filter(({ failure }) => !failure);
	const statuses = answered.map((item) => bodyOf(item).status);
	const inProgress = statuses.filter((status) => status === 'IN_PROGRESS').length;
	const unknown = statuses.filter((status) => !OUTPUT_OF_STATUS.has(status));
	const unparsable = answered.filter(
		(item) => item.options.parseStructuredPrompt && isUnparsable(bodyOf(item)),
	).length;

	const found: string[] = [];
	if (inProgress > 0) found.push(unfinished(inProgress, operation));
	if (unknown.length > 0) found.push(undocumented(unknown.length, unknown));
	if (unparsable > 0) {
		found.push(
			`The structured prompt of ${count(unparsable)} is not a JSON document, so it stays a string.`,
		);
	}
	return found.map((message) => ({ message, type: 'warning', location: 'outputPane' }));
}
