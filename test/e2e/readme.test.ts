import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

import packageJson from '../../package.json';
import { Client } from '../n8n/client';
import { run } from '../n8n/command';
import { ROOT } from '../n8n/folders';
import { startN8n } from '../n8n/server';
import { shellBlocksOf } from '../readme/markdown';
import { internetOfThisRun } from './useInternet';

/** These take long, and are steps of `.ci/run` anyway, which runs them on a fresh clone, too. */
const RUN_BY_CI = ['npm ci && npm test\n'];

const FORTY_MINUTES = 2_400_000;

let home: string;
let clone: string;

/**
 * What a user's shell has, in a home folder of its own: nothing of what npm tells its scripts, whose
 * settings would be taken for the user's own.
 */
function userEnvironment(): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(
		([name]) => !/^(npm_|JEST_|NODE_ENV$)/i.test(name),
	);
	return {
		...Object.fromEntries(own),
		HOME: home,
		npm_config_cache: path.join(homedir(), '.npm'),
		npm_config_userconfig: path.join(homedir(), '.npmrc'),
	};
}

/**
 * Runs a block as it is pasted into a terminal.
 *
 * @throws Error with the end of what it printed, where it fails
 */
async function paste(block: string): Promise<void> {
	const options = { cwd: clone, env: userEnvironment() };
	const shell = spawn('bash', ['-e', '-c', block], options);
	let printed = '';
	for (const stream of [shell.stdout, shell.stderr]) {
		stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	}
	const [code] = await once(shell, 'close');
	if (code !== 0) throw new Error(`${block}failed:\n${printed.slice(-2000)}`);
}

beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-bria-home-'));
	clone = path.join(home, 'n8n-nodes-bria');
	await run('git', ['clone', '--quiet', ROOT, clone], { cwd: home });
});

afterAll(() => rm(home, { recursive: true, force: true }));

it(
	'the shell blocks of the README run as they stand, on a fresh clone',
	async () => {
		const blocks = shellBlocksOf(await readFile(path.join(clone, 'README.md'), 'utf8'));
		expect(blocks.length).toBeGreaterThan(0);

		for (const block of blocks.filter((one) => !RUN_BY_CI.includes(one))) {
			const started = Date.now();
			await paste(block);
			console.log(`${Math.round((Date.now() - started) / 1000)} s: ${block}`);
		}
	},
	FORTY_MINUTES,
);

it("they leave the package, and nothing else, in n8n's folder, and n8n loads it", async () => {
	const installed = await readdir(path.join(home, '.n8n/nodes/node_modules'));
	expect(installed.filter((name) => !name.startsWith('.'))).toEqual([packageJson.name]);

	const { environment: settings } = internetOfThisRun();
	const n8n = await startN8n(home, undefined, { settings });
	const read = async () => {
		const client = await Client.logIn(n8n.origin);
		return await client.file<Array<{ name: string }>>('/types/nodes.json');
	};
	const all = await read().finally(() => n8n.stop());

	expect(all.some(({ name }) => name.startsWith(`${packageJson.name}.`))).toBe(true);
});
