import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Submission } from './submitter';

/** What must not be sent again: what was accepted, and what may have been. */
export type Remembered = Extract<Submission, { state: 'accepted' | 'unknown' }>;

/** One run of the node, over all tries of Retry On Fail. */
export interface RunMemory {
	/** By item. */
	submitted: Map<number, Remembered>;
	/** What left in the last try. */
	output: INodeExecutionData[];
}

const runs = new WeakMap<object, RunMemory>();

/**
 * The object that identifies this run: n8n uses one execute-data object for all tries of Retry On Fail,
 * and a new one for every round of a loop. When an agent calls the node as a tool, that object is the
 * agent's, so the arguments of the call identify the run.
 */
function runOf(context: IExecuteFunctions): object | undefined {
	const execution = context.getExecuteData();
	if (execution.node.name === context.getNode().name) return execution;
	return context.getInputData()[0]?.json;
}

/**
 * What this run of the node has submitted: Retry On Fail runs the node again with all items. It is gone
 * when n8n forgets the run.
 */
export function memoryOf(context: IExecuteFunctions): RunMemory {
	const run = runOf(context);
	const memory = (run && runs.get(run)) ?? { submitted: new Map(), output: [] };
	if (run) runs.set(run, memory);
	return memory;
}
