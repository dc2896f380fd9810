import { rm } from 'node:fs/promises';
import path from 'node:path';

import { Client } from './client';
import { LOCAL } from './folders';
import { installN8n } from './install';
import { installPackage } from './package';
import { type N8n, startN8n } from './server';

declare global {
	var n8nOfThisRun: N8n | undefined;
}

/** Starts a new n8n with the packed package in it; `N8N_ORIGIN` tells the tests where it is. */
export default async function globalSetup(): Promise<void> {
	const say = (line: string) => console.log(line);
	const userFolder = path.join(LOCAL, 'e2e-home');
	await rm(userFolder, { recursive: true, force: true });
	await installN8n(say);
	await installPackage(userFolder, say);
	globalThis.n8nOfThisRun = await startN8n(userFolder);
	process.env.N8N_ORIGIN = globalThis.n8nOfThisRun.origin;
	await Client.logIn(process.env.N8N_ORIGIN);
}
