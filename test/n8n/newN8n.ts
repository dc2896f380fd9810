import { rm } from 'node:fs/promises';
import path from 'node:path';

import { LOCAL } from './folders';
import { installN8n } from './install';
import { installPackage } from './package';
import { type N8n, startN8n } from './server';

/**
 * Starts a new n8n with the packed package in it.
 *
 * @param name of the folder that n8n keeps its data in; what was there is removed
 */
export async function startNewN8n(name: string): Promise<{ n8n: N8n; userFolder: string }> {
	const say = (line: string) => console.log(line);
	const userFolder = path.join(LOCAL, name);
	await rm(userFolder, { recursive: true, force: true });
	await installN8n(say);
	await installPackage(userFolder, say);
	return { n8n: await startN8n(userFolder), userFolder };
}
