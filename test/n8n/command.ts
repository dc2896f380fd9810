import { spawn } from 'node:child_process';

export interface CommandOptions {
	cwd: string;
	env?: Record<string, string>;
	/** Is told every line that the command prints. */
	onLine?: (line: string) => void;
}

const LAST_CHARACTERS = 2000;

/**
 * Runs a command to its end.
 *
 * @returns what it printed
 * @throws Error with the end of what it printed, where its exit code is not 0
 */
export async function run(
	command: string,
	args: string[],
	{ cwd, env, onLine }: CommandOptions,
): Promise<string> {
	const child = spawn(command, args, { cwd, env: { ...process.env, ...env } });
	let printed = '';
	const read = (chunk: Buffer) => {
		const text = chunk.toString();
		printed += text;
		for (const line of text.split('\n')) if (line.trim() !== '') onLine?.(line.trim());
	};
	child.stdout.on('data', read);
	child.stderr.on('data', read);

	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code === 0) return printed;
	throw new Error(`${command} ${args.join(' ')} failed:\n${printed.slice(-LAST_CHARACTERS)}`);
}
