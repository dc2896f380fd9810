import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startInBackground } from '../n8n/background';
import { run } from '../n8n/command';
import { PATH_WITH_NODE } from '../n8n/install';
import { freePort } from '../n8n/port';
import { installTool, VERDACCIO } from '../n8n/tool';
import type { StandIn } from './standIn';

/** npm's public registry, with nothing in it but what is published here. */
export interface PackageRegistry extends StandIn {
	/** What npm is to be told to publish here. */
	readonly npmOptions: string[];
	/** @param what a tarball, or a folder with a package.json */
	publish(what: string): Promise<void>;
}

const PUBLIC_HOST = 'registry.npmjs.org';

/** Everybody may read and publish, and nobody else is asked for what is not here. */
const CONFIG = `
storage: ./storage
uplinks: {}
packages:
  '**':
    access: $all
    publish: $all
log: { type: stdout, format: pretty, level: warn }
`;

/** Starts Verdaccio, in a folder of its own; installs it where that has not been done. */
export async function startPackageRegistry(): Promise<PackageRegistry> {
	const command = await installTool(VERDACCIO);
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-bria-registry-'));
	await writeFile(path.join(folder, 'config.yaml'), CONFIG);
	const address = `127.0.0.1:${await freePort()}`;
	const { end } = await startInBackground(command, ['--listen', address], {
		cwd: folder,
		env: { PATH: PATH_WITH_NODE, VERDACCIO_PUBLIC_URL: `https://${PUBLIC_HOST}` },
		isReady: (printed) => printed.includes('http address'),
	});
	const origin = `http://${address}`;
	// npm publishes with a token only; Verdaccio looks at none here.
	const npmOptions = [`--registry=${origin}`, `--//${address}/:_authToken=none`];
	return {
		hosts: [PUBLIC_HOST],
		origin,
		npmOptions,
		async publish(what) {
			await run('npm', ['publish', '--ignore-scripts', ...npmOptions, what], { cwd: folder });
		},
		async close() {
			await end('SIGTERM');
			await rm(folder, { recursive: true, force: true });
		},
	};
}
