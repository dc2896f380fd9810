import { rm } from 'node:fs/promises';

import { Client } from '../n8n/client';
import { installN8n } from '../n8n/install';
import { installPackage } from '../n8n/package';
import { startN8n } from '../n8n/server';
import { findBrowser } from './browser';
import { TEMPLATE } from './useN8n';

/** n8n with the package and an owner, which every test file gets a copy of. */
export default async function prepare(): Promise<void> {
	const say = (line: string) => console.log(line);
	findBrowser();
	await installN8n(say);
	await rm(TEMPLATE, { recursive: true, force: true });
	await installPackage(TEMPLATE, say);
	const n8n = await startN8n(TEMPLATE);
	try {
		await Client.logIn(n8n.origin);
	} finally {
		await n8n.stop();
	}
}
