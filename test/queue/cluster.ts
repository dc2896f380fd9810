import { Client } from '../n8n/client';
import type { Ending } from '../n8n/ending';
import { installN8n } from '../n8n/install';
import { newUserFolder } from '../n8n/newN8n';
import { freePort } from '../n8n/port';
import { type N8n, startN8n } from '../n8n/server';
import { installServices } from './packages';
import { startPostgres, startRedis } from './services';

export const WORKERS = 2;

/** So many executions at once on a worker: the least that n8n does not warn of. */
export const CONCURRENCY = 5;

/** n8n in queue mode: one main process, its workers, and a webhook process. */
export interface Cluster {
	client: Client;
	/** `http://127.0.0.1:<port>` of the process that takes production webhooks, as the main process does. */
	webhookOrigin: string;
	/** Which worker has run an execution, counted from 0; -1: none so far. */
	workerOf(executionId: string): number;
}

async function startWorker(userFolder: string, common: Record<string, string>): Promise<N8n> {
	const port = await freePort();
	const settings = {
		...common,
		N8N_CONCURRENCY_PRODUCTION_LIMIT: String(CONCURRENCY),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		// The workers tell which execution they start.
		N8N_LOG_LEVEL: 'info',
	};
	return await startN8n(userFolder, port, { command: 'worker', settings });
}

/**
 * Starts a new n8n in queue mode, with its Redis and its PostgreSQL.
 *
 * @param stopsWith is told how to stop each part as soon as it runs
 */
export async function startCluster(
	say: (line: string) => void,
	stopsWith: Ending['stopsWith'],
): Promise<Cluster> {
	const started = <T extends { stop(): Promise<void> }>(part: T): T => {
		stopsWith(() => part.stop());
		return part;
	};
	const commands = await installServices(say);
	await installN8n(say);
	const mainFolder = await newUserFolder('queue/main', say);
	const webhookFolder = await newUserFolder('queue/webhook', say);
	const workerFolders: string[] = [];
	for (let i = 1; i <= WORKERS; i++) {
		workerFolders.push(await newUserFolder(`queue/worker-${i}`, say));
	}

	say('Starting Redis, PostgreSQL, the main process, the workers and a webhook process');
	const redis = started(await startRedis(commands));
	const postgres = started(await startPostgres(commands));
	const common = {
		...redis.settings,
		...postgres.settings,
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: 'one-key-for-all-processes',
		// In seconds: who presses Ctrl-C waits for no execution.
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '2',
	};
	const main = started(await startN8n(mainFolder, undefined, { settings: common }));
	const workers = await Promise.all(
		workerFolders.map(async (folder) => started(await startWorker(folder, common))),
	);
	const webhook = started(
		await startN8n(webhookFolder, undefined, { command: 'webhook', settings: common }),
	);
	return {
		client: await Client.logIn(main.origin),
		webhookOrigin: webhook.origin,
		workerOf: (id) =>
			workers.findIndex((one) => one.printed().includes(`Worker started execution ${id} `)),
	};
}
