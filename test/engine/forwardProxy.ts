import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A forward proxy that runs as a process of its own. */
export interface ForwardProxy {
	/** For HTTPS_PROXY. */
	url: string;
	close(): Promise<void>;
}

const SCRIPT = path.resolve(__dirname, 'forwardProxyProcess.ts');

/** Starts a proxy that lets everything through, or nothing without a user name and a password. */
export async function startForwardProxy(options: { login: boolean }): Promise<ForwardProxy> {
	const child: ChildProcess = fork(SCRIPT, [options.login ? 'login' : 'open'], {
		execArgv: ['--import', 'tsx'],
		silent: true,
	});
	const [port] = (await once(child, 'message')) as [number];
	return {
		url: `http://127.0.0.1:${port}`,
		close: async () => {
			const gone = once(child, 'exit');
			child.kill();
			await gone;
		},
	};
}
