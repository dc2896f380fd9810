import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** A server that runs beside this process, and ends with it at the latest. */
export interface Background {
	/** All that it has printed so far. */
	printed(): string;
	/** Ends it with a signal, and by force where that takes too long. Safe to call twice. */
	end(signal: NodeJS.Signals): Promise<void>;
}

export interface BackgroundOptions {
	env?: Record<string, string>;
	/** Default: that of this process. */
	cwd?: string;
	isReady(printed: string): boolean | Promise<boolean>;
}

/** A first start reads all of a server from a cold disk, maybe on a machine that is busy with other things. */
const TIMEOUT_MS = 480_000;

/** n8n itself gives what runs 30 seconds to end. */
const END_TIMEOUT_MS = 60_000;

const LAST_CHARACTERS = 3000;

function killGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
	if (pid === undefined || exitCode !== null || signalCode !== null) return;
	try {
		process.kill(-pid, signal);
	} catch {
		// It has just ended by itself.
	}
}

/**
 * Starts a server and waits until it is ready.
 *
 * @throws Error with the end of what it printed, where it ends before, or is not ready in 8 minutes
 */
export async function startInBackground(
	command: string,
	args: string[],
	{ env, cwd, isReady }: BackgroundOptions,
): Promise<Background> {
	// A group of its own: what it has started ends with it.
	const child = spawn(command, args, { detached: true, cwd, env: { ...process.env, ...env } });
	let printed = '';
	child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	const ended = once(child, 'close');
	const killAtExit = () => killGroup(child, 'SIGKILL');
	process.once('exit', killAtExit);

	const deadline = Date.now() + TIMEOUT_MS;
	while (!(await isReady(printed))) {
		if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
			killAtExit();
			const end = printed.slice(-LAST_CHARACTERS);
			throw new Error(`${command} ${args.join(' ')} did not start:\n${end}`);
		}
		await pause(200);
	}
	return {
		printed: () => printed,
		end: async (signal) => {
			killGroup(child, signal);
			const killTimer = setTimeout(killAtExit, END_TIMEOUT_MS);
			await ended;
			clearTimeout(killTimer);
			process.off('exit', killAtExit);
		},
	};
}
