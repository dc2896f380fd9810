import type { OnError } from 'n8n-workflow';

import { readExample, type WorkflowFile, withNode } from '../workflowFile';
import { NODE } from './workflows';

/** How the simulator ends each of the requests that a batch submits. */
const PROMPTS = [
	'A red fox in the snow [1s]',
	'A lighthouse at dusk [error] [1s]',
	'A cup of tea [unknown] [1s]',
	'A paper boat on a lake [never]',
	'A red fox at sunset [1s]',
];

/** The example of a batch, with prompts that make the simulator use all four branches. */
export function fourBranches(maxWaitSeconds: number): WorkflowFile {
	const example = readExample('a-message-for-each-branch.json');
	const jsonOutput = JSON.stringify({ prompt: PROMPTS }, null, 2);
	const batch = withNode(example, 'Prompts', { parameters: { jsonOutput } });
	const workflow = withNode(batch, NODE, { parameters: { maxWaitSeconds } });
	return { ...workflow, name: 'Simulator: all four branches' };
}

/** The same, where the second item names a request that Bria does not know. */
export function withFailedCall(onError: OnError): WorkflowFile {
	const value = '={{ $itemIndex === 1 ? "no-such-request" : $json.request_id }}';
	const request = { __rl: true, mode: 'id', value };
	return withNode(fourBranches(10), NODE, { parameters: { request }, onError });
}
