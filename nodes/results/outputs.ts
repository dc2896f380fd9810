import type { INodeExecutionData } from 'n8n-workflow';

import { mapInBatches } from '../api/mapInBatches';
import type { StatusAnswer } from '../api/statusService';
import type { DownloadResult } from '../files/downloads';
import type { Outcome } from '../polling/pollLoop';
import type { Item } from './item';
import { type JobResult, statusOf } from './jobResult';
import { toOutputItem } from './outputItem';

/** The outputs in their order. Saved workflows refer to them by position. */
export const OUTPUT_NAMES = ['Completed', 'Error', 'Unknown', 'In Progress'];

const COMPLETED = 0;
const ERROR = 1;
const UNKNOWN = 2;
const IN_PROGRESS = 3;

const IN_ONE_GO = 100;

/** By status: the documented ones, and `FAILED`, which some of Bria's own files have for `ERROR`. */
const OUTPUT_OF_STATUS = new Map<string | undefined, number>([
	['COMPLETED', COMPLETED],
	['ERROR', ERROR],
	['FAILED', ERROR],
	['UNKNOWN', UNKNOWN],
	['IN_PROGRESS', IN_PROGRESS],
]);

/** Whether a status is one that Bria is known to use. */
export function isKnownStatus(status: string | undefined): boolean {
	return OUTPUT_OF_STATUS.has(status);
}

/** The index of the output that a job leaves by. */
export function outputOf(job: JobResult): number {
	if (job.failure) return ERROR;
	if (!job.body) return IN_PROGRESS;
	return OUTPUT_OF_STATUS.get(statusOf(job)) ?? UNKNOWN;
}

/**
 * Brings the items and the outcomes of their requests together. A refused submission has a
 * `request_id` too, which names no job: then Bria does not know it, and why it was refused is told.
 */
export function settle(items: Item[], outcomes: Map<string, Outcome<StatusAnswer>>): Item[] {
	return items.map((item) => {
		const { requestId, refusedBefore } = item;
		const outcome = requestId === null ? undefined : outcomes.get(requestId);
		if (outcome?.state === 'notAnswered') return { ...item, isUnanswered: true };
		if (requestId === null || !outcome || !('value' in outcome)) return item;
		const { body, status, failure } = outcome.value;
		if (!failure) return { ...item, body, status };
		if (failure.code === 404 && refusedBefore) return { ...item, failure: refusedBefore };
		return { ...item, failure: outcome.value.failureOf?.(requestId) ?? failure };
	});
}

/** Adds the files of those items that want them, or why they are not there. */
export function withFiles(settled: Item[], files: Map<string, DownloadResult>): Item[] {
	return settled.map((item) => {
		const isWanted = item.options.fileField !== undefined && statusOf(item) === 'COMPLETED';
		const reply = isWanted && item.requestId !== null ? files.get(item.requestId) : undefined;
		return { ...item, ...reply };
	});
}

/**
 * Under Continue (using error output), n8n empties the only output of a tool (n8n-core's
 * `handleNodeErrorOutput`), though an AI Agent sees no other. This one cannot be replaced.
 */
export function withLastingFirstOutput(outputs: INodeExecutionData[][]): INodeExecutionData[][] {
	const first = outputs[0] ?? [];
	return Object.defineProperty(outputs, 0, {
		get: () => [...first],
		set: () => undefined,
		enumerable: true,
	});
}

/**
 * Puts each item on the output that fits, in input order and paired with its input item.
 *
 * @param options.asTool everything on output 0: an AI Agent sees no other
 * @param options.toErrorOutput failed calls are for n8n's own error output
 */
export async function route(
	settled: Item[],
	{ asTool, toErrorOutput }: { asTool: boolean; toErrorOutput: boolean },
): Promise<INodeExecutionData[][]> {
	const outputs: INodeExecutionData[][] = OUTPUT_NAMES.map(() => []);
	await mapInBatches(settled, IN_ONE_GO, (one) => {
		const item = toOutputItem(one, toErrorOutput && !asTool);
		outputs[asTool ? COMPLETED : outputOf(one)]?.push({
			...item,
			pairedItem: { item: one.itemIndex },
		});
	});
	return asTool && toErrorOutput ? withLastingFirstOutput(outputs) : outputs;
}
