import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import axios from 'axios';

test('runs from the command line until it is told to stop', async () => {
	const script = join(__dirname, 'cli.ts');
	const options = ['--port', '0', '--token', 'mine', '--requests-per-minute', '60'];
	const cli = spawn(process.execPath, ['--import', 'tsx', script, ...options]);
	let output = '';
	const printed = (pattern: RegExp) =>
		new Promise<string>((resolve) => {
			const look = () => pattern.test(output) && resolve(pattern.exec(output)?.[1] ?? '');
			cli.stdout.on('data', look);
			look();
		});
	cli.stdout.on('data', (chunk) => (output += chunk));

	try {
		const baseUrl = await printed(/Base URL\s+(\S+)/);
		const headers = { api_token: 'mine' };
		const { status } = await axios.post(`${baseUrl}/image/generate`, {}, { headers });
		expect(status).toBe(202);
		await printed(/(POST {2}\/v2\/image\/generate {2}202)/);
	} finally {
		cli.kill('SIGTERM');
	}
	expect(await once(cli, 'exit')).toEqual([0, null]);
});
