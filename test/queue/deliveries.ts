import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import { fillIn } from '../n8n/workflows';
import { startSimulator } from '../simulator';
import type { Cluster } from './cluster';
import { executionIds } from './webhook';

const JOBS = 10;

export interface Delivered {
	jobs: number;
	/** How many more executions a second delivery of each job has started. */
	startedBySame: number;
	startedByOther: number;
}

const WEBHOOK_ID = '5d1d4f0c-0000-4000-8000-000000000021';

const trigger: INode = {
	id: 'b41a0000-0000-4000-8000-0000000000e1',
	name: 'Bria Trigger',
	type: 'n8n-nodes-bria.briaTrigger',
	typeVersion: 1,
	position: [0, 0],
	webhookId: WEBHOOK_ID,
	parameters: {},
};

/** A moment in which nothing new was started. */
async function countExecutions({ client }: Cluster, workflowId: string): Promise<number> {
	for (let seen = -1; ; ) {
		const { length } = await client.executions(workflowId);
		if (length === seen) return length;
		seen = length;
		await pause(2_000);
	}
}

/**
 * Delivers jobs to the main process and to the webhook process alternately, then each once more to the
 * process that has received it, then to the other one.
 *
 * @throws AssertionError where a delivery is refused or lost
 */
export async function deliverToProcesses(cluster: Cluster): Promise<Delivered> {
	const { client, webhookOrigin } = cluster;
	const bria = await startSimulator();
	try {
		const { token: apiToken, baseUrl } = bria;
		const data = { apiToken, baseUrl, requestsPerMinute: 1000 };
		const briaApi = await client.saveCredential('deliveries', 'briaApi', data);
		const workflow = { name: 'deliveries', nodes: [trigger], connections: {} };
		const workflowId = await client.saveWorkflow(fillIn(workflow, baseUrl, { briaApi }));
		await client.activate(workflowId);

		const processes = [client.origin, webhookOrigin];
		const deliver = async (requestId: string, process: number) => {
			const url = `${processes[process % 2]}/webhook/${WEBHOOK_ID}/webhook`;
			return (await bria.deliver(requestId, url)).statusCode;
		};
		const ids = Array.from({ length: JOBS }, () => bria.addJob());
		const deliverAll = async (shift: number) => {
			const codes = await Promise.all(ids.map((id, i) => deliver(id, i + shift)));
			assert.deepEqual(new Set(codes), new Set([200]));
			return await countExecutions(cluster, workflowId);
		};

		// n8n registers the webhook a moment later.
		while ((await deliver(bria.addJob({ afterMs: Infinity }), 0)) === 404) await pause(200);
		await deliverAll(0);
		const all = await executionIds(client, workflowId, JOBS);
		const executions = await Promise.all(all.map((id) => client.until(id)));
		assert.deepEqual(new Set(executions.map(({ status }) => status)), new Set(['success']));
		assert.equal(all.length, JOBS);

		const afterSame = await deliverAll(0);
		const afterOther = await deliverAll(1);
		return {
			jobs: JOBS,
			startedBySame: afterSame - JOBS,
			startedByOther: afterOther - afterSame,
		};
	} finally {
		await bria.close();
	}
}
