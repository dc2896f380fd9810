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
 * An object that only this run of the node has. n8n makes it of what a node is run on, and keeps it for
 * all tries. A tool that an agent calls itself has that of the agent, but arguments of
 * its own for every call.
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
