import { parseArgs } from 'node:util';

import type { Call } from './callLog';
import { startSimulator } from './simulator';

const USAGE =
	'tsx test/simulator/cli.ts [--port 4010] [--token <token>] [--requests-per-minute <n>]';

async function main(): Promise<void> {
	const { port, token, requestsPerMinute } = readArguments();
	const bria = await startSimulator({ port, token, requestsPerMinute, onCall: logCall });
	console.log(`Base URL  ${bria.baseUrl}`);
	console.log(`API token ${token}`);
	const hasLimit = Number.isFinite(requestsPerMinute);
	console.log(
		`Limit     ${hasLimit ? `${requestsPerMinute} requests a minute per endpoint` : 'none'}`,
	);

	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void bria.close());
	}
}

function readArguments() {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '4010' },
			token: { type: 'string', default: 'demo-token' },
			'requests-per-minute': { type: 'string', default: 'Infinity' },
		},
	});
	const port = Number(values.port);
	const requestsPerMinute = Number(values['requests-per-minute']);
	if (!Number.isInteger(port) || !(requestsPerMinute > 0))
		throw new Error('The port and the limit must be numbers, the limit above 0');
	return { port, token: values.token, requestsPerMinute };
}

function logCall(call: Call) {
	const { at, endedAt = at, method, path, statusCode = '---', status = '', aborted, broken } = call;
	const time = new Date().toISOString().slice(11, 23);
	const duration = `${(endedAt - at).toFixed(0)} ms`;
	const ending = aborted ? 'client left' : broken ? 'broken' : '';
	console.log([time, method, path, statusCode, duration, status, ending].join('  ').trimEnd());
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	console.error(USAGE);
	process.exitCode = 1;
});
