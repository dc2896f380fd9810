import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import axios from 'axios';

import { startInBackground } from './background';
import { N8N_COMMAND, PATH_WITH_NODE } from './install';
import { freePort } from './port';

/** A running n8n. */
export interface N8n {
	/** `http://127.0.0.1:<port>`. */
	readonly origin: string;
	/** All that it has printed so far. */
	printed(): string;
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

/** n8n's commands, and what they serve once they are ready. */
const COMMANDS = {
	start: ['/healthz/readiness', '/rest/settings'],
	worker: ['/healthz/readiness'],
	webhook: ['/healthz/readiness'],
};

async function answers(url: string): Promise<boolean> {
	return await axios.get(url, { timeout: 5_000 }).then(
		({ status }) => status === 200,
		() => false,
	);
}

/** Whether n8n has written what its editor reads first: it does so in the background, after it answers. */
async function hasWrittenTypes(userFolder: string, startedAt: number): Promise<boolean> {
	// The last one of those files.
	const file = path.join(userFolder, '.cache/n8n/public/types/credentials.json');
	try {
		const { mtimeMs } = await stat(file);
		return mtimeMs >= startedAt && (await readFile(file, 'utf8')).endsWith(']\n');
	} catch {
		return false;
	}
}

export interface N8nOptions {
	/** Default `start`. */
	command?: keyof typeof COMMANDS;
	/** More of n8n's environment variables. */
	settings?: Record<string, string>;
}

/**
 * Starts n8n and waits until it answers, and its editor can be opened.
 *
 * @param userFolder where it keeps its data
 * @param port default: any free port
 */
export async function startN8n(
	userFolder: string,
	port?: number,
	{ command = 'start', settings }: N8nOptions = {},
): Promise<N8n> {
	const ownPort = port ?? (await freePort());
	const origin = `http://127.0.0.1:${ownPort}`;
	const startedAt = Date.now();
	const { printed, end } = await startInBackground(N8N_COMMAND, [command], {
		env: {
			...SETTINGS,
			PATH: PATH_WITH_NODE,
			N8N_USER_FOLDER: userFolder,
			N8N_PORT: String(ownPort),
			N8N_EDITOR_BASE_URL: origin,
			WEBHOOK_URL: origin,
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			...settings,
		},
		isReady: async () => {
			for (const route of COMMANDS[command]) if (!(await answers(origin + route))) return false;
			return command !== 'start' || (await hasWrittenTypes(userFolder, startedAt));
		},
	});
	return { origin, printed, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
