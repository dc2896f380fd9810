import { readExample, type WorkflowFile, withNode } from '../workflowFile';

/** How the simulator ends each of the requests that a batch submits. */
const PROMPTS = [
	'A red fox in the snow [2s]',
	'A lighthouse at dusk [error] [1s]',
	'A cup of tea [unknown] [1s]',
	'A paper boat on a lake [never]',
	'A red fox at sunset [3s]',
];

/** The example of a batch, with prompts that make the simulator use all four branches. */
export function fourBranches(maxWaitSeconds: number): WorkflowFile {
	const example = readExample('a-message-for-each-branch.json');
	const jsonOutput = JSON.stringify({ prompt: PROMPTS }, null, 2);
	const batch = withNode(example, 'Prompts', { parameters: { jsonOutput } });
	const workflow = withNode(batch, 'Bria Status', { parameters: { maxWaitSeconds } });
	return { ...workflow, name: 'Simulator: all four branches' };
}
