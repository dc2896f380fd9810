import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator';
import type { WorkflowFile } from '../workflowFile';
import type { Client, Execution } from './client';
import { type Credentials, fillIn } from './workflows';

/** An n8n that somebody works in, with a credential that leads to a simulator of Bria. */
export interface Home {
	client: Client;
	bria: Simulator;
	/** What workflows are saved with. */
	credentials: Credentials;
	/** Saves a workflow that submits to the simulator; returns its ID. */
	save(workflow: WorkflowFile): Promise<string>;
	/** Saves a workflow, executes it as the editor's button does, and waits for its end. */
	execute(workflow: WorkflowFile): Promise<Execution>;
	/** Ends the simulator. */
	close(): Promise<void>;
}

/** @param client who is logged in */
export async function openHome(client: Client, options?: SimulatorOptions): Promise<Home> {
	const bria = await startSimulator(options);
	const { token: apiToken, baseUrl } = bria;
	const data = { apiToken, baseUrl, requestsPerMinute: 1000 };
	const credentials = { briaApi: await client.saveCredential('Bria', 'briaApi', data) };
	const save = (workflow: WorkflowFile) =>
		client.saveWorkflow(fillIn(workflow, baseUrl, credentials));
	return {
		...{ client, bria, credentials, save },
		execute: async (workflow) => await client.until(await client.execute(await save(workflow))),
		close: () => bria.close(),
	};
}
