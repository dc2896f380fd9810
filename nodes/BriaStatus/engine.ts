import { type IExecuteFunctions, NodeConnectionTypes } from 'n8n-workflow';

/** What becomes of a failed call: the node's On Error setting. */
export type OnFailure = 'stop' | 'continue' | 'errorOutput';

export function readOnFailure(context: IExecuteFunctions): OnFailure {
	if (context.getNode().onError === 'continueErrorOutput') return 'errorOutput';
	return context.continueOnFail() ? 'continue' : 'stop';
}

/**
 * Whether an AI Agent runs the node. The agent either calls it itself, and the context knows (n8n
 * before 1.94 has no such method), or lets the engine run it, which marks the node instead.
 */
export function isToolExecution(context: IExecuteFunctions): boolean {
	const { rewireOutputLogTo } = context.getNode();
	return context.isToolExecution?.() === true || rewireOutputLogTo === NodeConnectionTypes.AiTool;
}
