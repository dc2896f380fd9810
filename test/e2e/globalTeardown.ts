/** Ends what was set up. Fails the run where n8n asked the internet for what no stand-in knows. */
export default async function globalTeardown(): Promise<void> {
	await globalThis.n8nOfThisRun?.stop();
	await globalThis.internetOfThisRun?.close();
	await globalThis.proxyOfThisRun?.close();
	const unanswered = globalThis.proxyOfThisRun?.unanswered ?? [];
	if (unanswered.length > 0) {
		throw new Error(`Nobody answered what n8n asked:\n${unanswered.join('\n')}`);
	}
}
