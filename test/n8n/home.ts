import { type Simulator, startSimulator } from '../simulator';
import type { WorkflowFile } from '../workflowFile';
import { Client, type SavedCredential } from './client';
import { startNewN8n } from './newN8n';
import { type N8n, startN8n } from './server';
import { fillIn } from './workflows';

/** A new n8n with the package, and a Bria credential that leads to a simulator. */
export interface Home {
	n8n: N8n;
	client: Client;
	bria: Simulator;
	briaApi: SavedCredential;
	/** Saves a workflow that submits to the simulator; returns its ID. */
	save(workflow: WorkflowFile, openAiApi?: SavedCredential): Promise<string>;
	/** Ends n8n as a power cut does, and starts it again with the same data. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/** @param name of the folder that n8n keeps its data in; what was there is removed */
export async function startHome(name: string): Promise<Home> {
	const { n8n, userFolder } = await startNewN8n(name);
	const bria = await startSimulator();
	const client = await Client.logIn(n8n.origin);
	const briaApi = await client.saveCredential('Bria', 'briaApi', {
		apiToken: bria.token,
		baseUrl: bria.baseUrl,
		requestsPerMinute: 1000,
	});
	const home: Home = {
		...{ n8n, client, bria, briaApi },
		save: async (workflow, openAiApi) =>
			await home.client.saveWorkflow(fillIn(workflow, bria.baseUrl, { briaApi, openAiApi })),
		restart: async () => {
			await home.n8n.kill();
			home.n8n = await startN8n(userFolder, Number(new URL(n8n.origin).port));
			home.client = await Client.logIn(n8n.origin);
		},
		stop: async () => {
			await home.n8n.stop();
			await bria.close();
		},
	};
	return home;
}
