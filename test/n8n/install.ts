import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { run } from './command';
import { LOCAL } from './folders';

const N8N_VERSION = '2.40.7';

/** n8n 2.40 needs Node 24, whichever Node runs this. */
const NODE_VERSION = '24.21.0';

const NODE_FOLDER = path.join(LOCAL, 'node');
const N8N_FOLDER = path.join(LOCAL, 'n8n');
const MARK = path.join(LOCAL, `n8n-${N8N_VERSION}-is-installed`);

/** A PATH that finds the Node that n8n needs first. */
export const PATH_WITH_NODE = [
	path.join(NODE_FOLDER, 'node_modules/.bin'),
	process.env.PATH ?? '',
].join(path.delimiter);

/** n8n's own command. */
export const N8N_COMMAND = path.join(N8N_FOLDER, 'node_modules/.bin/n8n');

async function emptyProject(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
}

/** Progress in whole minutes: npm itself is silent for long. */
async function withProgress(say: (line: string) => void, work: Promise<unknown>): Promise<void> {
	const started = Date.now();
	const timer = setInterval(
		() => say(`  … ${Math.round((Date.now() - started) / 60_000)} min`),
		60_000,
	);
	await work.finally(() => clearInterval(timer));
}

/**
 * Installs n8n with the Node that it needs, unless an earlier call did.
 *
 * @param say is told what happens
 */
export async function installN8n(say: (line: string) => void): Promise<void> {
	if (existsSync(MARK)) return;
	await rm(N8N_FOLDER, { recursive: true, force: true });
	await emptyProject(NODE_FOLDER);
	await emptyProject(N8N_FOLDER);
	const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
	const env = { PATH: PATH_WITH_NODE };

	say(`Installing Node ${NODE_VERSION}`);
	const node = ['install', '--ignore-scripts=false', ...quietly, `node@${NODE_VERSION}`];
	await run('npm', node, { cwd: NODE_FOLDER });

	say(`Installing n8n ${N8N_VERSION}: about 3 GB, some minutes`);
	// Not all of n8n's dependencies can be built everywhere, and n8n starts without those that cannot.
	const n8n = ['install', '--ignore-scripts', ...quietly, `n8n@${N8N_VERSION}`];
	await withProgress(say, run('npm', n8n, { cwd: N8N_FOLDER, env }));

	say('Building what n8n needs built: about a minute');
	const rebuild = ['rebuild', '--ignore-scripts=false', 'sqlite3', 'isolated-vm'];
	await withProgress(say, run('npm', rebuild, { cwd: N8N_FOLDER, env }));

	await writeFile(MARK, '');
}
