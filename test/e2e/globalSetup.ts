import { findChromium } from '../n8n/chromium';
import { Client } from '../n8n/client';
import { startNewN8n } from '../n8n/newN8n';
import type { N8n } from '../n8n/server';

declare global {
	var n8nOfThisRun: N8n | undefined;
}

/** Jest would print a stack where one line says what to install. */
function endWithoutChromium(): void {
	try {
		findChromium();
	} catch (error) {
		console.error((error as Error).message);
		process.exit(1);
	}
}

/** One n8n for all tests of a run; `N8N_ORIGIN` tells them where it is, `N8N_SESSION` who is logged in. */
export default async function globalSetup(): Promise<void> {
	endWithoutChromium();
	const { n8n } = await startNewN8n('e2e-home');
	globalThis.n8nOfThisRun = n8n;
	process.env.N8N_ORIGIN = n8n.origin;
	process.env.N8N_SESSION = (await Client.logIn(n8n.origin)).session;
}
