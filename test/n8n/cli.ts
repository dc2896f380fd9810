import path from 'node:path';

import { type Simulator, startSimulator } from '../simulator';
import { exampleFiles, readExample } from '../workflowFile';
import { Client, OWNER } from './client';
import { Ending } from './ending';
import { LOCAL } from './folders';
import { fourBranches } from './fourBranches';
import { installN8n } from './install';
import { startModelStandIn } from './modelStandIn';
import { installPackage } from './package';
import { freePort } from './port';
import { startN8n } from './server';
import { BRIA, fillIn } from './workflows';

const say = (line: string) => console.log(line);

interface Bria {
	apiToken: string;
	baseUrl: string;
	/** Missing for the real Bria. */
	simulator?: Simulator;
}

async function findBria(): Promise<Bria> {
	const apiToken = process.env.BRIA_API_TOKEN;
	if (apiToken) {
		say('BRIA_API_TOKEN is set: the workflows submit to the real Bria, which your plan pays for');
		return { apiToken, baseUrl: BRIA };
	}
	const simulator = await startSimulator({ token: 'demo-token', port: await freePort(4010) });
	say(`The simulator of Bria runs at ${simulator.baseUrl}`);
	return { apiToken: simulator.token, baseUrl: simulator.baseUrl, simulator };
}

async function saveExamples(client: Client, bria: Bria, modelUrl: string): Promise<string> {
	const { apiToken, baseUrl, simulator } = bria;
	const credentials = {
		briaApi: await client.saveCredential('Bria', 'briaApi', {
			apiToken,
			baseUrl,
			requestsPerMinute: 60,
		}),
		openAiApi: await client.saveCredential('Language model stand-in', 'openAiApi', {
			apiKey: 'none',
			url: modelUrl,
			header: false,
		}),
	};
	const put = (workflow: ReturnType<typeof readExample>) =>
		client.saveWorkflow(fillIn(workflow, baseUrl, credentials));

	for (const file of exampleFiles().sort().reverse()) await put(readExample(file));
	if (simulator) return await put(fourBranches(15));
	return await put(readExample('first-picture.json'));
}

async function main(): Promise<void> {
	const ending = new Ending(say);
	try {
		const userFolder = path.join(LOCAL, 'home');
		await installN8n(say);
		await installPackage(userFolder, say);
		const bria = await findBria();
		ending.stopsWith(async () => await bria.simulator?.close());
		const model = await startModelStandIn();
		ending.stopsWith(() => model.close());
		say('Starting n8n');
		const n8n = await startN8n(userFolder, await freePort(5678));
		ending.stopsWith(() => n8n.stop());
		const client = await Client.logIn(n8n.origin);
		const workflow = await saveExamples(client, bria, `${model.origin}/v1`);
		say(welcome(`${n8n.origin}/workflow/${workflow}`));
	} catch (error) {
		process.exitCode = 1;
		if (!ending.hasBegun) say(error instanceof Error ? error.message : String(error));
		await ending.end();
	}
}

function welcome(url: string): string {
	return `
n8n is ready. Open

  ${url}

log in as ${OWNER.email} with the password ${OWNER.password}
and click "Execute workflow" at the bottom. More examples: Overview, in the bar on the left.
Credential and examples are put back at every start; workflows of your own are kept in
${path.relative(process.cwd(), LOCAL)}, which you may delete at any time.

Ctrl-C stops everything.`;
}

void main();
