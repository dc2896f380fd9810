import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import axios from 'axios';

import { N8N_COMMAND, PATH_WITH_NODE } from './install';
import { freePort } from './port';

/** A running n8n. */
export interface N8n {
	/** `http://127.0.0.1:<port>`. */
	readonly origin: string;
	/** Ends it as Ctrl-C does. Safe to call twice. */
	stop(): Promise<void>;
	/** Ends it as a power cut does. */
	kill(): Promise<void>;
}

/** n8n asks nobody but those whom workflows ask, and shows nothing but the editor. */
const SETTINGS = {
	// Jest says "test" here, and that n8n ends at once.
	NODE_ENV: 'production',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_COMMUNITY_PACKAGES_REGISTRY_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	N8N_LOG_LEVEL: 'warn',
};

const PATIENCE_MS = 180_000;
const LAST_CHARACTERS = 3000;

function killGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
	if (pid === undefined || exitCode !== null || signalCode !== null) return;
	try {
		process.kill(-pid, signal);
	} catch {
		// It has just ended by itself.
	}
}

async function untilReady(origin: string, child: ChildProcess, printed: () => string) {
	const deadline = Date.now() + PATIENCE_MS;
	const isReady = async (path: string) =>
		await axios.get(origin + path, { timeout: 5_000 }).then(
			({ status }) => status === 200,
			() => false,
		);
	while (!((await isReady('/healthz/readiness')) && (await isReady('/rest/settings')))) {
		if (child.exitCode !== null || Date.now() > deadline) {
			killGroup(child, 'SIGKILL');
			throw new Error(`n8n did not start:\n${printed().slice(-LAST_CHARACTERS)}`);
		}
		await pause(200);
	}
}

/**
 * Starts n8n and waits until it answers.
 *
 * @param userFolder where it keeps its data
 * @param port default: any free port
 */
export async function startN8n(userFolder: string, port?: number): Promise<N8n> {
	const ownPort = port ?? (await freePort());
	const origin = `http://127.0.0.1:${ownPort}`;
	const child = spawn(N8N_COMMAND, ['start'], {
		// A group of its own: n8n's task runner ends with it.
		detached: true,
		env: {
			...process.env,
			...SETTINGS,
			PATH: PATH_WITH_NODE,
			N8N_USER_FOLDER: userFolder,
			N8N_PORT: String(ownPort),
			N8N_EDITOR_BASE_URL: origin,
			WEBHOOK_URL: origin,
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		},
	});
	let printed = '';
	child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	const ended = once(child, 'close');
	const killAtExit = () => killGroup(child, 'SIGKILL');
	process.once('exit', killAtExit);

	const end = async (signal: NodeJS.Signals) => {
		killGroup(child, signal);
		const impatience = setTimeout(killAtExit, 20_000);
		await ended;
		clearTimeout(impatience);
		process.off('exit', killAtExit);
	};
	await untilReady(origin, child, () => printed);
	return { origin, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
