import assert from 'node:assert/strict';

import { startSimulator } from '../simulator';
import { pause, until } from '../simulator/testClient';
import type { Cluster } from './cluster';
import { activateWebhook, executionIds } from './webhook';

const WORKER_HEARS_OF_IT_MS = 3_000;

/** An execution that was stopped while a worker waited in it. */
export interface Stopped {
	/** From the call of Stop until n8n showed the execution as canceled. */
	seconds: number;
	/** How many status calls came once the worker had had a moment to hear of it. */
	askedLater(): number;
	close(): Promise<void>;
}

/** Stops an execution on a worker as the editor does: through the main process. */
export async function stopOnWorker(cluster: Cluster): Promise<Stopped> {
	const { client, workerOf } = cluster;
	const bria = await startSimulator();
	try {
		const webhook = await activateWebhook(cluster, 'stop', bria, 1000);
		await webhook.call(['[never]', '[never]', '[never]', '[never]']);
		const [id = ''] = await executionIds(client, webhook.workflowId, 1);
		await until(() => bria.statusCalls.length >= 4);
		assert.notEqual(workerOf(id), -1, 'The execution runs on a worker');

		const started = Date.now();
		await client.stop(id);
		assert.equal((await client.until(id)).status, 'canceled');
		const seconds = (Date.now() - started) / 1000;
		await pause(WORKER_HEARS_OF_IT_MS);
		const asked = bria.statusCalls.length;
		return {
			seconds,
			askedLater: () => bria.statusCalls.length - asked,
			close: () => bria.close(),
		};
	} catch (error) {
		await bria.close();
		throw error;
	}
}
