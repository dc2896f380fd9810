import { findChromium } from '../n8n/chromium';
import { Client } from '../n8n/client';
import { startNewN8n } from '../n8n/newN8n';
import type { N8n } from '../n8n/server';
import { Internet } from '../standIns/internet';
import { type InternetProxy, startInternetProxy } from '../standIns/internetProxy';
import { startN8nBackend } from '../standIns/n8nBackend';

declare global {
	var n8nOfThisRun: N8n | undefined;
	var proxyOfThisRun: InternetProxy | undefined;
	var internetOfThisRun: Internet | undefined;
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

/**
 * One n8n for all tests of a run, with the internet played on this machine. `N8N_ORIGIN` tells them where
 * it is, `N8N_SESSION` who is logged in, and `INTERNET` what `useInternet` needs.
 */
export default async function globalSetup(): Promise<void> {
	endWithoutChromium();
	const proxy = await startInternetProxy();
	globalThis.proxyOfThisRun = proxy;
	const { environment, controlUrl } = proxy;
	process.env.INTERNET = JSON.stringify({ environment, controlUrl });
	const internet = new Internet(controlUrl);
	globalThis.internetOfThisRun = internet;
	await internet.add(await startN8nBackend());

	const { n8n } = await startNewN8n('e2e-home', environment);
	globalThis.n8nOfThisRun = n8n;
	process.env.N8N_ORIGIN = n8n.origin;
	process.env.N8N_SESSION = (await Client.logIn(n8n.origin)).session;
}
