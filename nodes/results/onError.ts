import type { IExecuteFunctions } from 'n8n-workflow';

/** The kind of connection between ordinary nodes. n8n before 1.84 has no `NodeConnectionTypes`. */
export const MAIN = 'main';

/** What becomes of a failed call. */
export type OnError = 'stop' | 'continue' | 'errorOutput';

/** Whether On Error is Continue (using error output). */
export function hasErrorOutput(context: IExecuteFunctions): boolean {
	return context.getNode().onError === 'continueErrorOutput';
}

/**
 * Whether an AI Agent runs the node. n8n gives the tool that it makes of a node a type of its own;
 * `isAiTool` does not tell it of every engine (n8n before 2.20 has no such method), nor where
 * the agent has the engine run its tool.
 */
export function isAiTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * The node's On Error setting. A tool always continues: an AI Agent hears of the items that leave, and of
 * an error that the node throws at most its message.
 */
export function readOnError(context: IExecuteFunctions): OnError {
	if (isAiTool(context)) return 'continue';
	if (hasErrorOutput(context)) return 'errorOutput';
	return context.continueOnFail() ? 'continue' : 'stop';
}
