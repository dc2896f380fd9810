import type { IExecuteFunctions } from 'n8n-workflow';

/** The kind of connection between ordinary nodes. n8n before 1.84 has no `NodeConnectionTypes`. */
export const MAIN = 'main';

/** What becomes of a failed call: the node's On Error setting. */
export type OnError = 'stop' | 'continue' | 'errorOutput';

export function readOnError(context: IExecuteFunctions): OnError {
	if (context.getNode().onError === 'continueErrorOutput') return 'errorOutput';
	return context.continueOnFail() ? 'continue' : 'stop';
}

/**
 * Whether an AI Agent runs the node. n8n gives the tool that it makes of a node a type of its own;
 * `isAiTool` does not tell it of every engine (n8n before 2.20 has no such method), nor where
 * the agent has the engine run its tool.
 */
export function isAiTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}
