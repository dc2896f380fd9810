import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';

import { startWorkflow, taskOf } from '../engine/engine';
import { nodes } from '../engine/package';
import type { SavedCredentials } from '../engine/credentialsHelper';
import { readExample, withNode } from '../workflowFile';

const FILE = 'submit-image-and-wait.json';

/** Where the example is, from the root of the repository. */
export const EXAMPLE = `examples/${FILE}`;

const SUBMIT = 'Submit Image';
const NODE = 'Bria Status';

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
	const { data, hints = [], error } = taskOf(run, NODE);
	const names = nodes[0]?.description.outputNames ?? [];
	return {
		branches: names.map((name, i) => ({ name, items: data?.main?.[i] ?? [] })),
		hints: hints.map(({ message }) => message),
		error,
	};
}

/**
 * Runs the example on n8n's engine. In place of submitting an image it takes what is already
 * submitted, as with pinned data in the editor.
 *
 * @param submitted one item for each request
 */
export async function runExample(
	submitted: IDataObject[],
	credentials: SavedCredentials,
	parameters: IDataObject = {},
): Promise<Ending> {
	const pinned = { [SUBMIT]: submitted.map((json) => ({ json })) };
	const workflow = withNode(readExample(FILE), NODE, { parameters: parameters as never });
	return endingOf(await startWorkflow(workflow, credentials, pinned).finished);
}
