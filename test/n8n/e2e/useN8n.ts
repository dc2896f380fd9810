import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator';
import type { WorkflowFile } from '../../workflowFile';
import { Client, type Execution } from '../client';
import { type Credentials, fillIn } from '../workflows';

export interface Setup {
	client: Client;
	bria: Simulator;
	credentials: Credentials;
	/** Saves a workflow that submits to the simulator; returns its ID. */
	save(workflow: WorkflowFile): Promise<string>;
	/** Saves a workflow, executes it as the editor's button does, and waits for its end. */
	execute(workflow: WorkflowFile): Promise<Execution>;
}

async function setUp(bria: Simulator): Promise<Setup> {
	const client = await Client.logIn(String(process.env.N8N_ORIGIN));
	const { token: apiToken, baseUrl } = bria;
	const data = { apiToken, baseUrl, requestsPerMinute: 1000 };
	const credentials = { briaApi: await client.saveCredential('Bria', 'briaApi', data) };
	const save = (workflow: WorkflowFile) =>
		client.saveWorkflow(fillIn(workflow, baseUrl, credentials));
	const execute = async (workflow: WorkflowFile) =>
		await client.until(await client.execute(await save(workflow)));
	return { client, bria, credentials, save, execute };
}

/** The n8n of this run, with a simulator and a credential for it that last for one test file. */
export function useN8n(options?: SimulatorOptions): () => Setup {
	let setup: Setup;
	beforeAll(async () => {
		setup = await setUp(await startSimulator(options));
	});
	afterAll(async () => {
		await setup.bria.close();
	});
	return () => setup;
}
