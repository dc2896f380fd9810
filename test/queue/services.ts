import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { startInBackground } from '../n8n/background';
import { run } from '../n8n/command';
import { freePort } from '../n8n/port';
import { type Commands, isRoot } from './packages';

/** A Redis or a PostgreSQL for one run; nothing of it is left when the run is over. */
export interface Service {
	/** n8n's environment variables that lead to it. */
	settings: Record<string, string>;
	stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const isReady = (printed: string) => /ready to accept connections/i.test(printed);

/** Redis, all in memory. */
export async function startRedis({ redisServer }: Commands): Promise<Service> {
	const port = String(await freePort());
	const onLoopback = ['--port', port, '--bind', HOST];
	const inMemory = ['--save', '', '--appendonly', 'no'];
	const redis = await startInBackground(redisServer, [...onLoopback, ...inMemory], { isReady });
	return {
		settings: { QUEUE_BULL_REDIS_HOST: HOST, QUEUE_BULL_REDIS_PORT: port },
		stop: () => redis.end('SIGTERM'),
	};
}

/** PostgreSQL does not run as root, so root starts it as the user that Debian's package has made. */
function asPostgres(command: string, args: string[]): [command: string, args: string[]] {
	if (!isRoot) return [command, args];
	const user = ['--reuid=postgres', '--regid=postgres', '--clear-groups'];
	return ['setpriv', [...user, '--', command, ...args]];
}

/** PostgreSQL with a new cluster, in a folder that its user reaches wherever the repository is. */
export async function startPostgres({ postgresFolder }: Commands): Promise<Service> {
	const cwd = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-bria-postgres-'));
	process.once('exit', () => rmSync(cwd, { recursive: true, force: true }));
	if (isRoot) await run('chown', ['postgres:', cwd], { cwd: '/' });
	const command = (name: string, ...args: string[]) =>
		asPostgres(path.join(postgresFolder, name), args);

	const data = path.join(cwd, 'data');
	const settings = ['--username=n8n', '--auth=trust', '--encoding=UTF8', '--locale=C'];
	await run(...command('initdb', '--no-sync', ...settings, data), { cwd });

	const port = String(await freePort());
	const onLoopback = ['-h', HOST, '-p', port, '-c', 'unix_socket_directories='];
	const server = command('postgres', '-D', data, '-F', ...onLoopback);
	const postgres = await startInBackground(...server, { cwd, isReady });
	return {
		settings: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: HOST,
			DB_POSTGRESDB_PORT: port,
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
		},
		stop: () => postgres.end('SIGINT'),
	};
}
