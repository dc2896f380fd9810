import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Execution } from '../n8n/client';

/** What a node's last run in an execution put on each of its outputs. */
export function outputsOf(execution: Execution, node: string): INodeExecutionData[][] {
	const runs = execution.data.resultData.runData[node] ?? [];
	return (runs.at(-1)?.data?.main ?? []).map((output) => output ?? []);
}

/** The JSON of what a node's last run put on its first output. */
export function jsonOf(execution: Execution, node: string): IDataObject[] {
	return (outputsOf(execution, node)[0] ?? []).map(({ json }) => json);
}
