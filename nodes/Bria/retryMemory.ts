import type { IExecuteFunctions } from 'n8n-workflow';

import type { Submission } from './submitter';

/** What must not be sent again: what was accepted, and what may have been. */
export type Remembered = Extract<Submission, { state: 'accepted' | 'unknown' }>;

const runs = new WeakMap<object, Map<number, Remembered>>();

/**
 * What stands for this run of the node, and for no other. n8n makes an object of what a node is run on,
 * and keeps it for all tries of Retry On Fail. A tool that an agent calls itself has that of the agent,
 * but arguments of its own for every call.
 */
function runOf(context: IExecuteFunctions): object | undefined {
	const execution = context.getExecuteData();
	if (execution.node.name === context.getNode().name) return execution;
	return context.getInputData()[0]?.json;
}

/**
 * What this run of the node has submitted, by item: Retry On Fail runs the node again with all items.
 * It is gone when n8n forgets the run.
 */
export function submittedBefore(context: IExecuteFunctions): Map<number, Remembered> {
	const run = runOf(context);
	const submitted = (run && runs.get(run)) ?? new Map<number, Remembered>();
	if (run) runs.set(run, submitted);
	return submitted;
}
