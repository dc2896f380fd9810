import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { run } from '../n8n/command';

const PACKAGES = ['redis-server', 'postgresql'];
const REDIS = '/usr/bin/redis-server';
const POSTGRES = '/usr/lib/postgresql';

export const isRoot = process.getuid?.() === 0;

/** Where the commands of Debian's packages are. */
export interface Commands {
	redisServer: string;
	/** Of PostgreSQL: `initdb`, `postgres`. */
	postgresFolder: string;
}

function find(): Commands | undefined {
	const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES) : [];
	const folders = versions.map((version) => path.join(POSTGRES, version, 'bin'));
	const postgresFolder = folders.find((folder) => existsSync(path.join(folder, 'postgres')));
	return postgresFolder && existsSync(REDIS) ? { redisServer: REDIS, postgresFolder } : undefined;
}

/**
 * Finds Redis and PostgreSQL. Where they are missing, root installs them.
 *
 * @throws Error that says what to install
 */
export async function installServices(say: (line: string) => void): Promise<Commands> {
	const found = find();
	if (found) return found;
	const toInstall = `apt-get install ${PACKAGES.join(' ')}`;
	if (isRoot) {
		say(`Installing ${PACKAGES.join(' and ')} with apt-get`);
		const options = { cwd: '/', env: { DEBIAN_FRONTEND: 'noninteractive' } };
		const install = ['install', '--yes', '--no-install-recommends', ...PACKAGES];
		const failed = (error: Error) => {
			throw new Error(`Queue mode needs Redis and PostgreSQL: ${toInstall}\n${error.message}`);
		};
		await run('apt-get', ['update'], options).catch(failed);
		await run('apt-get', install, options).catch(failed);
	}
	const installed = find();
	if (!installed) throw new Error(`Queue mode needs Redis and PostgreSQL: ${toInstall}`);
	return installed;
}
