import { setTimeout as pause } from 'node:timers/promises';

import type { Client } from '../n8n/client';
import { fillIn, NODE } from '../n8n/workflows';
import type { Simulator } from '../simulator';
import { readExample, type WorkflowFile, withNode } from '../workflowFile';
import type { Cluster } from './cluster';

/** An activated workflow that submits a batch and waits for it, in an n8n in queue mode. */
export interface Webhook {
	workflowId: string;
	/** Starts one execution, for a batch of prompts. */
	call(prompts: string[]): Promise<void>;
}

/** The example of a batch, with the prompts that the caller of its webhook sends. */
function calledByWebhook(path: string): WorkflowFile {
	const example = readExample('a-message-for-each-branch.json');
	const batch = withNode(example, 'When clicking ‘Execute workflow’', {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived' },
	});
	const jsonOutput = '={{ JSON.stringify({ prompt: $json.body.prompts }) }}';
	const workflow = withNode(batch, 'Prompts', { parameters: { jsonOutput } });
	return {
		...withNode(workflow, NODE, { parameters: { maxWaitSeconds: 300 } }),
		name: path,
	};
}

/**
 * @param path of the webhook, and the name of its workflow and credential
 * @param requestsPerMinute of the credential
 */
export async function activateWebhook(
	{ client }: Cluster,
	path: string,
	bria: Simulator,
	requestsPerMinute: number,
): Promise<Webhook> {
	const { token: apiToken, baseUrl } = bria;
	const data = { apiToken, baseUrl, requestsPerMinute };
	const briaApi = await client.saveCredential(path, 'briaApi', data);
	const workflow = fillIn(calledByWebhook(path), baseUrl, { briaApi });
	const workflowId = await client.saveWorkflow(workflow);
	await client.activate(workflowId);

	return {
		workflowId,
		call: async (prompts) => {
			// n8n registers it a moment later.
			while ((await client.callWebhook(path, { prompts })).status === 404) await pause(200);
		},
	};
}

/** The IDs of a workflow's executions, as soon as there are so many. */
export async function executionIds(
	client: Client,
	workflowId: string,
	count: number,
): Promise<string[]> {
	for (;;) {
		const executions = await client.executions(workflowId);
		if (executions.length >= count) return executions.map(({ id }) => id);
		await pause(200);
	}
}
