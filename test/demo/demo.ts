import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

import { credentials } from '../engine/package';
import { startSimulator } from '../simulator';
import { type Ending, EXAMPLE, runExample } from './exampleWorkflow';
import { type Job, PROMPTS, titleOf } from './jobs';
import { Progress } from './progress';
import { report } from './report';

const USAGE = `npm run demo
  submits a dozen jobs to a simulated Bria, and waits for them

BRIA_API_TOKEN=<token> npm run demo -- <request ID or status URL> ...
  waits for requests of the real Bria; BRIA_BASE_URL is for another address`;

/** Long enough for all jobs of the simulator but the one that never ends. */
const MAX_WAIT_SECONDS = 12;

/** What the credential's form starts with. */
function defaultOf(field: string): string {
	return credentials[0]?.properties.find(({ name }) => name === field)?.default as string;
}

async function simulated(): Promise<void> {
	const progress = new Progress(true);
	const bria = await startSimulator({
		requestsPerMinute: 1000,
		onCall: ({ method, requestId, status }) => {
			if (requestId === undefined) return;
			if (method === 'GET') return progress.hear(requestId, status ?? 'IN_PROGRESS');
			const job = bria.submissions.find((one) => one.requestId === requestId);
			progress.add({ requestId, title: titleOf(job?.body.prompt) });
		},
	});
	console.log(`${EXAMPLE} runs on n8n's engine: ${PROMPTS.length} prompts for a simulated Bria`);
	console.log(`at ${bria.baseUrl}. Max Wait is ${MAX_WAIT_SECONDS} seconds.\n`);

	progress.start();
	const prompts = PROMPTS.map((prompt) => ({ prompt }));
	const { token: apiToken, baseUrl } = bria;
	const credentials = { briaApi: { apiToken, baseUrl, requestsPerMinute: 1000 } };
	const parameters = { maxWaitSeconds: MAX_WAIT_SECONDS };
	const ending = await runExample('One Item per Prompt', prompts, credentials, parameters);
	await bria.close();
	finish(ending, progress);
	if (ending.branches.some(({ items }) => items.length === 0)) {
		throw new Error('Not every branch was taken');
	}
}

/** Hears of every request that leaves this process for the status of one of `jobs`. */
function overhear(jobs: readonly Job[], progress: Progress): void {
	const idOf = new Map(jobs.map(({ requestId }) => [encodeURIComponent(requestId), requestId]));
	subscribe('http.client.request.start', (message) => {
		const { path } = (message as { request: ClientRequest }).request;
		const requestId = idOf.get(path.split('/status/')[1] ?? '');
		if (requestId !== undefined) progress.hear(requestId);
	});
}

async function real(apiToken: string, requests: readonly string[]): Promise<void> {
	const baseUrl = process.env.BRIA_BASE_URL ?? defaultOf('baseUrl');
	const requestsPerMinute = defaultOf('requestsPerMinute');
	const jobs = requests.map((title) => ({ title, requestId: title.split('/').pop() as string }));
	console.log(`Asking ${baseUrl}. ${EXAMPLE} runs on n8n's engine.\n`);

	const progress = new Progress(false);
	overhear(jobs, progress);
	for (const job of jobs) progress.add(job);
	progress.start();
	const submitted = requests.map((request_id) => ({ request_id }));
	const credentials = { briaApi: { apiToken, baseUrl, requestsPerMinute } };
	finish(await runExample('Generate Image', submitted, credentials), progress);
}

function finish(ending: Ending, progress: Progress): void {
	progress.stop();
	if (ending.error) {
		throw new Error([ending.error.message, ending.error.description].join('\n'));
	}
	report(ending, progress);
}

async function main(requests: string[]): Promise<void> {
	const token = process.env.BRIA_API_TOKEN;
	if (Boolean(token) !== requests.length > 0) {
		throw new Error(`The real Bria needs a token and at least one request.\n\n${USAGE}`);
	}
	await (token ? real(token, requests) : simulated());
}

main(process.argv.slice(2)).catch((error: Error) => {
	console.error(`\n${error.message}`);
	process.exit(1);
});
