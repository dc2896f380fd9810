import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import type { Execution, WorkflowFile } from '../n8n/client';

export const NODE = 'Bria Status';

/** The workflow with other parameters and settings for one of its nodes. */
export function withNode(
	workflow: WorkflowFile,
	name: string,
	{ parameters = {}, ...settings }: Partial<INode>,
): WorkflowFile {
	const nodes = workflow.nodes.map((node) =>
		node.name === name
			? { ...node, ...settings, parameters: { ...node.parameters, ...parameters } }
			: node,
	);
	return { ...workflow, nodes };
}

/** What a node's last run in an execution put on each of its outputs. */
export function outputsOf(execution: Execution, node: string): INodeExecutionData[][] {
	const runs = execution.data.resultData.runData[node] ?? [];
	return (runs.at(-1)?.data?.main ?? []).map((output) => output ?? []);
}

/** The JSON of what a node's last run put on its first output. */
export function jsonOf(execution: Execution, node: string): IDataObject[] {
	return (outputsOf(execution, node)[0] ?? []).map(({ json }) => json);
}
