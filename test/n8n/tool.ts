import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { run } from './command';
import { LOCAL } from './folders';
import { PATH_WITH_NODE } from './install';

/** A command that tests need, kept apart from the repository's own dependencies. */
export interface Tool {
	/** Of its npm package. */
	name: string;
	version: string;
	command: string;
	/** As in package.json. */
	overrides?: object;
}

export const VERDACCIO: Tool = {
	name: 'verdaccio',
	version: '6.10.4',
	command: 'verdaccio',
	// It asks for a version by a tag that is not on every registry.
	overrides: { 'verdaccio-audit': { 'node-fetch': '2.7.0' } },
};

export const PACKAGE_SCANNER: Tool = {
	name: '@n8n/scan-community-package',
	version: '0.32.0',
	command: 'scan-community-package',
};

/**
 * Installs a tool, unless an earlier call did: some seconds. The Node that n8n needs has to be there.
 *
 * @returns the path of its command
 */
export async function installTool({ name, version, command, overrides }: Tool): Promise<string> {
	const folder = path.join(LOCAL, 'tools', `${command}-${version}`);
	const installed = path.join(folder, 'node_modules/.bin', command);
	if (existsSync(installed)) return installed;
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	const manifest = { private: true, overrides };
	await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
	const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	await run('npm', ['install', ...options, `${name}@${version}`], {
		cwd: folder,
		env: { PATH: PATH_WITH_NODE },
	});
	return installed;
}
