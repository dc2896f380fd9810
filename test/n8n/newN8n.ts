import { rm } from 'node:fs/promises';
import path from 'node:path';

import { LOCAL } from './folders';
import { installN8n } from './install';
import { installPackage } from './package';
import { type N8n, startN8n } from './server';

/**
 * A new folder for the data of an n8n, with the packed package in it.
 *
 * @param name of the folder; what was there is removed
 * @param say is told what happens
 */
export async function newUserFolder(name: string, say: (line: string) => void): Promise<string> {
	const userFolder = path.join(LOCAL, name);
	await rm(userFolder, { recursive: true, force: true });
	await installPackage(userFolder, say);
	return userFolder;
}

/**
 * Starts a new n8n with the packed package in it.
 *
 * @param name of the folder that n8n keeps its data in; what was there is removed
 * @param settings more of n8n's environment variables
 */
export async function startNewN8n(
	name: string,
	settings?: Record<string, string>,
): Promise<{ n8n: N8n; userFolder: string }> {
	const say = (line: string) => console.log(line);
	await installN8n(say);
	const userFolder = await newUserFolder(name, say);
	return { n8n: await startN8n(userFolder, undefined, { settings }), userFolder };
}

/**
 * Starts a new n8n without the package.
 *
 * @param name of the folder that n8n keeps its data in; what was there is removed
 * @param settings more of n8n's environment variables
 */
export async function startEmptyN8n(name: string, settings?: Record<string, string>): Promise<N8n> {
	const userFolder = path.join(LOCAL, name);
	await rm(userFolder, { recursive: true, force: true });
	return await startN8n(userFolder, undefined, { settings });
}
