import { deepCopy, type IDataObject, type INodeExecutionData } from 'n8n-workflow';

import type { DownloadResult } from '../files/downloads';
import type { CallFailure } from '../api/callFailure';
import { shape } from './itemJson';
import type { Item, ItemResult } from './item';
import type { StatusAnswer } from '../api/statusService';
import { mapInBatches } from '../api/mapInBatches';
import type { Outcome } from '../polling/pollLoop';

/** The node's outputs in their order. Saved workflows refer to them by position. */
export const OUTPUT_NAMES = ['Completed', 'Error', 'Unknown', 'In Progress'];

const COMPLETED = 0;
const ERROR = 1;
const UNKNOWN = 2;
const IN_PROGRESS = 3;

const IN_ONE_GO = 100;

/** By Bria's documented statuses. */
export const OUTPUT_OF_STATUS = new Map<unknown, number>([
	['COMPLETED', COMPLETED],
	['ERROR', ERROR],
	['UNKNOWN', UNKNOWN],
	['IN_PROGRESS', IN_PROGRESS],
]);

/** Brings the items and the outcomes of their requests together. */
export function settle(items: Item[], outcomes: Map<string, Outcome<StatusAnswer>>): ItemResult[] {
	return items.map((item) => {
		const outcome = item.requestId === null ? undefined : outcomes.get(item.requestId);
		return outcome && 'value' in outcome ? { ...item, ...outcome.value } : item;
	});
}

/** Adds the files of those items that want them. */
export function withFiles(settled: ItemResult[], files: Map<string, DownloadResult>): ItemResult[] {
	return settled.map((item) => {
		const { requestId, options, failure, body } = item;
		const isWanted = options.fileField !== undefined && !failure && body;
		const reply = isWanted && requestId !== null ? files.get(requestId) : undefined;
		return { ...item, ...reply };
	});
}

/** What the item says of its request, if it is no failed call. */
export function bodyOf({ requestId, body }: ItemResult): IDataObject {
	return body ?? { request_id: requestId, status: 'IN_PROGRESS' };
}

/**
 * What is left of a failed call when the workflow goes on. n8n moves an item to its own error output
 * when its JSON holds `error` and nothing beyond, and then adds the fields of the input item to it.
 */
function failedCall(failure: CallFailure, requestId: string | null, alone: boolean): IDataObject {
	const error = { ...failure };
	return alone ? { error } : { request_id: requestId, error };
}

function toOutputItem(one: ItemResult, alone: boolean): INodeExecutionData {
	const { failure, requestId, itemIndex, input, options, file } = one;
	const own = failure ? failedCall(failure, requestId, alone) : shape(bodyOf(one), options);
	const isMerged = options.includeInputFields && !(failure && alone);
	const json = isMerged ? { ...deepCopy(input.json), ...own } : own;
	const inputFiles = isMerged ? input.binary : undefined;
	const files = file && options.fileField ? { [options.fileField]: { ...file } } : undefined;
	const item: INodeExecutionData = { json, pairedItem: { item: itemIndex } };
	if (inputFiles ?? files) item.binary = { ...inputFiles, ...files };
	return item;
}

function outputOf(one: ItemResult): number {
	return one.failure ? ERROR : (OUTPUT_OF_STATUS.get(bodyOf(one).status) ?? UNKNOWN);
}

/**
 * Puts each item on the output that fits, in input order and paired with its input item.
 *
 * @param options.asTool everything on output 0: an AI Agent sees no other
 * @param options.toErrorOutput failed calls are for n8n's own error output
 */
export async function route(
	settled: ItemResult[],
	options: { asTool: boolean; toErrorOutput: boolean },
): Promise<INodeExecutionData[][]> {
	const outputs: INodeExecutionData[][] = OUTPUT_NAMES.map(() => []);
	await mapInBatches(settled, IN_ONE_GO, (one) => {
		const item = toOutputItem(one, options.toErrorOutput);
		outputs[options.asTool ? 0 : outputOf(one)]?.push(item);
	});
	return outputs;
}
