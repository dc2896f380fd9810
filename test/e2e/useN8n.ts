import { cp, rm } from 'node:fs/promises';
import path from 'node:path';

import { Client, type SavedCredential, type WorkflowFile } from '../n8n/client';
import { LOCAL } from '../n8n/folders';
import { type N8n, startN8n } from '../n8n/server';
import { fillIn } from '../n8n/workflows';
import { type Simulator, startSimulator } from '../simulator';

const FOLDER = path.join(LOCAL, 'e2e');

/** The user folder that those of the tests are copied from. */
export const TEMPLATE = path.join(FOLDER, 'template');

/** A real n8n with the package, and the simulator that its Bria credential leads to. */
export interface Home {
	n8n: N8n;
	client: Client;
	bria: Simulator;
	briaApi: SavedCredential;
	/** Saves a workflow that submits to the simulator; returns its ID. */
	save(workflow: WorkflowFile, openAiApi?: SavedCredential): Promise<string>;
	/** Ends n8n as a power cut does, and starts it again with the same data. */
	restart(): Promise<void>;
}

/** An n8n of its own for each test file, which starts like every other. */
export function useN8n(): () => Home {
	const userFolder = path.join(FOLDER, 'running');
	let home: Home;
	let bria: Simulator | undefined;
	let n8n: N8n | undefined;

	beforeAll(async () => {
		await rm(userFolder, { recursive: true, force: true });
		await cp(TEMPLATE, userFolder, { recursive: true, verbatimSymlinks: true });
		bria = await startSimulator();
		n8n = await startN8n(userFolder);
		home = await furnish(n8n, bria, async () => {
			await n8n?.kill();
			n8n = await startN8n(userFolder, Number(new URL(home.n8n.origin).port));
			home.n8n = n8n;
			home.client = await Client.logIn(n8n.origin);
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await bria?.close();
		expect(bria?.elsewhere.received).toEqual([]);
	});

	return () => home;
}

async function furnish(n8n: N8n, bria: Simulator, restart: Home['restart']): Promise<Home> {
	const client = await Client.logIn(n8n.origin);
	const briaApi = await client.saveCredential('Bria', 'briaApi', {
		apiToken: bria.token,
		baseUrl: bria.baseUrl,
		requestsPerMinute: 1000,
	});
	const home: Home = {
		...{ n8n, client, bria, briaApi, restart },
		save: async (workflow, openAiApi) =>
			await home.client.saveWorkflow(fillIn(workflow, bria.baseUrl, { briaApi, openAiApi })),
	};
	return home;
}
