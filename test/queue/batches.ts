import assert from 'node:assert/strict';

import { jsonOf, outputsOf } from '../e2e/execution';
import { NODE } from '../n8n/workflows';
import { type Simulator, startSimulator } from '../simulator';
import { type Cluster, CONCURRENCY, WORKERS } from './cluster';
import { activateWebhook, executionIds } from './webhook';

/** What the plan allows, of each endpoint in a minute. */
export const PLAN = 120;

/** So many that every worker is full. */
export const EXECUTIONS = WORKERS * CONCURRENCY;

/** All executions together submit as many requests as the plan allows in a minute. */
export const BATCH = PLAN / EXECUTIONS;

export interface Figures {
	requestsPerMinute: number;
	statusCalls: number;
	/** Of the status calls, those that were answered with 429. */
	refused: number;
	seconds: number;
	/** How many executions each worker has run. */
	executions: number[];
}

/** Jobs of 2 to 7 s. */
function prompts(): string[] {
	return Array.from({ length: BATCH }, (_, i) => `A red fox [${2 + (i % 6)}s]`);
}

function submitted(bria: Simulator): string[] {
	const submissions = bria.log.filter(({ method }) => method === 'POST');
	return submissions.map(({ requestId }) => String(requestId));
}

/**
 * Runs batches on all workers at once, against one plan.
 *
 * @param requestsPerMinute of the credential, which each worker keeps to by itself
 * @throws AssertionError where anything is lost, or a worker has run nothing
 */
export async function runBatches(
	cluster: Cluster,
	path: string,
	requestsPerMinute: number,
): Promise<Figures> {
	const { client, workerOf } = cluster;
	const bria = await startSimulator({ requestsPerMinute: PLAN });
	try {
		const webhook = await activateWebhook(cluster, path, bria, requestsPerMinute);
		const started = Date.now();
		await Promise.all(Array.from({ length: EXECUTIONS }, () => webhook.call(prompts())));
		const ids = await executionIds(client, webhook.workflowId, EXECUTIONS);
		const executions = await Promise.all(ids.map((id) => client.until(id)));
		const seconds = Math.round((Date.now() - started) / 1000);

		assert.equal(ids.length, EXECUTIONS);
		for (const execution of executions) {
			assert.equal(execution.status, 'success');
			const lengths = outputsOf(execution, NODE).map(({ length }) => length);
			assert.deepEqual(lengths, [BATCH, 0, 0, 0]);
		}
		const completed = executions.flatMap((execution) => jsonOf(execution, NODE));
		assert.deepEqual(new Set(completed.map(({ status }) => status)), new Set(['COMPLETED']));
		const arrived = completed.map(({ request_id }) => String(request_id));
		assert.deepEqual(arrived.sort(), submitted(bria).sort());

		const workers = ids.map(workerOf);
		const perWorker = Array.from(
			{ length: WORKERS },
			(_, i) => workers.filter((worker) => worker === i).length,
		);
		assert.ok(!perWorker.includes(0), `Executions of each worker: ${perWorker.join(', ')}`);
		const statusCalls = bria.statusCalls.length;
		const refused = bria.statusCalls.filter(({ statusCode }) => statusCode === 429).length;
		return { requestsPerMinute, statusCalls, refused, seconds, executions: perWorker };
	} finally {
		await bria.close();
	}
}
