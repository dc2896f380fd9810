import type { WorkflowFile } from './client';
import { readExample } from './workflows';

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
	const nodes = example.nodes.map((node) => {
		if (node.name === 'Prompts') {
			const jsonOutput = JSON.stringify({ prompt: PROMPTS }, null, 2);
			return { ...node, parameters: { ...node.parameters, jsonOutput } };
		}
		if (node.name !== 'Bria Status') return node;
		return { ...node, parameters: { ...node.parameters, maxWaitSeconds } };
	});
	return { ...example, nodes, name: 'Simulator: all four branches' };
}
