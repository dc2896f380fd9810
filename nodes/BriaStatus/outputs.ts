import {
	deepCopy,
	type IDataObject,
	type INodeExecutionData,
	type NodeExecutionHint,
} from 'n8n-workflow';

import type { Failure } from './failure';
import type { Item } from './items';
import type { StatusReply } from './statusService';
import type { Outcome } from './waiter';

/** The node's outputs in their order. Saved workflows refer to them by position. */
export const OUTPUT_NAMES = ['Completed', 'Error', 'Unknown', 'In Progress'];

const COMPLETED = 0;
const ERROR = 1;
const UNKNOWN = 2;
const IN_PROGRESS = 3;

const OUTPUT_OF_STATUS = new Map<unknown, number>([
	['COMPLETED', COMPLETED],
	['ERROR', ERROR],
	['UNKNOWN', UNKNOWN],
	['IN_PROGRESS', IN_PROGRESS],
]);

/** An input item when the run is over: Bria's last body, or a failed call, or neither in time. */
export interface SettledItem extends Item {
	body?: IDataObject;
}

/** Brings the items and the outcomes of their requests together. */
export function settle(items: Item[], outcomes: Map<string, Outcome<StatusReply>>): SettledItem[] {
	return items.map((item) => {
		const outcome = item.requestId === null ? undefined : outcomes.get(item.requestId);
		return outcome && 'value' in outcome ? { ...item, ...outcome.value } : item;
	});
}

function bodyOf({ requestId, body }: SettledItem): IDataObject {
	return body ? deepCopy(body) : { request_id: requestId, status: 'IN_PROGRESS' };
}

/**
 * What is left of a failed call when the workflow goes on. n8n moves an item to its own error output
 * when its JSON holds `error` and nothing beyond, and then adds the fields of the input item to it.
 */
function failedCall(failure: Failure, requestId: string | null, alone: boolean): IDataObject {
	const error = { ...failure };
	return alone ? { error } : { request_id: requestId, error };
}

/**
 * Puts each item on the output that fits, in input order and paired with its input item.
 *
 * @param options.asTool everything on output 0: an AI Agent sees no other
 * @param options.toErrorOutput failed calls are for n8n's own error output
 */
export function route(
	settled: SettledItem[],
	options: { asTool: boolean; toErrorOutput: boolean },
): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = OUTPUT_NAMES.map(() => []);
	for (const one of settled) {
		const { failure, requestId, itemIndex } = one;
		const json = failure ? failedCall(failure, requestId, options.toErrorOutput) : bodyOf(one);
		const output = failure ? ERROR : (OUTPUT_OF_STATUS.get(json.status) ?? UNKNOWN);
		outputs[options.asTool ? 0 : output]?.push({ json, pairedItem: { item: itemIndex } });
	}
	return outputs;
}

const count = (requests: number) => (requests === 1 ? '1 request' : `${requests} requests`);

/** What the people who look at the output should know about it. */
export function hints(outputs: INodeExecutionData[][], operation: string): NodeExecutionHint[] {
	const hint = (message: string): NodeExecutionHint => ({
		message,
		type: 'warning',
		location: 'outputPane',
	});
	const unfinished = outputs.flat().filter(({ json }) => json.status === 'IN_PROGRESS').length;
	const undocumented = outputs
		.flat()
		.filter(({ json }) => 'status' in json && !OUTPUT_OF_STATUS.has(json.status));

	const found: NodeExecutionHint[] = [];
	if (unfinished > 0) {
		const advice =
			operation === 'wait'
				? "Raise 'Max Wait (Seconds)', or connect In Progress to a Wait node and back to this node."
				: 'To ask again later, connect In Progress to a Wait node and back to this node.';
		found.push(hint(`${count(unfinished)} still in progress. ${advice}`));
	}
	if (undocumented.length > 0) {
		const statuses = [...new Set(undocumented.map(({ json }) => json.status))].join(', ');
		found.push(
			hint(
				`${count(undocumented.length)} left by Unknown because this node does not know the status ${statuses}. See whether an update of n8n-nodes-bria does.`,
			),
		);
	}
	return found;
}
