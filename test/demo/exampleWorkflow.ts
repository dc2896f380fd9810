import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';

import { startWorkflow, taskOf } from '../engine/engine';
import { nodes } from '../engine/package';
import type { SavedCredentials } from '../engine/credentialsHelper';
import { readExample, withNode } from '../workflowFile';

const FILE = 'a-message-for-each-branch.json';

/** Where the example is, from the root of the repository. */
export const EXAMPLE = `examples/${FILE}`;

const NODE = 'Bria Status';

/** The nodes whose output may be given, as with pinned data in the editor. */
export type Pinned = 'One Item per Prompt' | 'Generate Image';

/** How an execution of the example ended. */
export interface Ending {
	/** The outputs of Bria Status, by name and in order. */
	branches: Array<{ name: string; items: INodeExecutionData[] }>;
	/** What the editor would show beside the output. */
	hints: string[];
	/** What stopped the execution. */
	error?: { message: string; description?: string | null };
}

function endingOf(run: IRun): Ending {
	const { error: stopped } = run.data.resultData;
	if (stopped) return { branches: [], hints: [], error: stopped };
	const { data, hints = [] } = taskOf(run, NODE);
	const status = nodes.find(({ description }) => description.name === 'briaStatus');
	return {
		branches: (status?.description.outputNames ?? []).map((name, i) => ({
			name,
			items: data?.main?.[i] ?? [],
		})),
		hints: hints.map(({ message }) => message),
	};
}

/**
 * Runs the example on n8n's engine.
 *
 * @param pinned the node whose output is given: prompts to submit, or what was submitted before
 */
export async function runExample(
	pinned: Pinned,
	items: IDataObject[],
	credentials: SavedCredentials,
	parameters: IDataObject = {},
): Promise<Ending> {
	const example = withNode(readExample(FILE), NODE, { parameters: parameters as never });
	const briaApi = { id: '1', name: 'Bria' };
	const nodesOfExample = example.nodes.map((node) =>
		node.type.startsWith('n8n-nodes-bria.') ? { ...node, credentials: { briaApi } } : node,
	);
	const workflow = { ...example, nodes: nodesOfExample };
	const pinData = { [pinned]: items.map((json) => ({ json })) };
	return endingOf(await startWorkflow(workflow, credentials, pinData).finished);
}
