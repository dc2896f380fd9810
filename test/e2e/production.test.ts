import type { INode } from 'n8n-workflow';

import { fourBranches } from '../n8n/fourBranches';
import { eventually } from './eventually';
import { useN8n } from './useN8n';
import { type WorkflowFile, withNode } from '../workflowFile';
import { NODE } from '../n8n/workflows';

const n8n = useN8n();
const TRIGGER = 'When clicking ‘Execute workflow’';

/** The batch, called by webhook, answering with what every branch says. */
function calledByWebhook(): WorkflowFile {
	const batch = withNode(fourBranches(10), TRIGGER, {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: '0b6d4b0c-6f0e-4c53-9c5a-0d8e6f1f5b11',
		parameters: {
			httpMethod: 'POST',
			path: 'four-branches',
			responseMode: 'lastNode',
			responseData: 'allEntries',
		},
	});
	const merge: INode = {
		id: 'b41a0000-0000-4000-8000-0000000000ff',
		name: 'Merge',
		type: 'n8n-nodes-base.merge',
		typeVersion: 3,
		parameters: { numberInputs: 4 },
		position: [1600, 0],
	};
	const branches = (batch.connections[NODE]?.main ?? []).map((links) => links?.[0]?.node ?? '');
	const connections = { ...batch.connections };
	for (const [index, name] of branches.entries()) {
		connections[name] = { main: [[{ node: 'Merge', type: 'main', index }]] };
	}
	return { name: 'Called by webhook', nodes: [...batch.nodes, merge], connections };
}

test('an activated workflow that is called by webhook answers from all four branches', async () => {
	const { client, save } = n8n();
	const id = await save(calledByWebhook());
	await client.activate(id);

	// n8n registers it a moment later.
	const { data } = await eventually(
		() => client.callWebhook('four-branches'),
		({ status }) => status !== 404,
	);

	expect(data.map(({ message }: { message: string }) => message)).toEqual([
		expect.stringMatching(/^Ready/),
		expect.stringMatching(/^Ready/),
		expect.stringMatching(/^Failed/),
		expect.stringMatching(/^Broken/),
		expect.stringMatching(/^Not finished/),
	]);
	const executions = await eventually(
		() => client.executions(id),
		(all) => all.every(({ status }) => !['new', 'running'].includes(status)),
	);
	expect(executions.map(({ status }) => status)).toEqual(['success']);
});
