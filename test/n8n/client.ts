import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { parse } from 'flatted';
import type { ICredentialDataDecryptedObject, IRunExecutionData } from 'n8n-workflow';

import type { WorkflowFile } from '../workflowFile';

/** The account of n8n's owner. */
export const OWNER = {
	email: 'you@example.com',
	password: 'Bria-at-home-1',
	firstName: 'You',
	lastName: 'Example',
};

export interface SavedCredential {
	id: string;
	name: string;
}

export interface Execution {
	/** `success`, `error`, `canceled`, `waiting`, `running`, `crashed`. */
	status: string;
	data: IRunExecutionData;
}

/** An execution, as n8n lists it: without its data. */
export interface ListedExecution {
	id: string;
	status: string;
}

/** An installed package, as Settings > Community nodes lists it. */
export interface CommunityPackage {
	packageName: string;
	installedVersion: string;
	/** Missing where there is none. */
	updateAvailable?: string;
	failedLoading?: boolean;
	installedNodes: Array<{ name: string; type: string }>;
}

const ENDS = ['success', 'error', 'canceled', 'crashed'];

/** Speaks to n8n as its editor does. */
export class Client {
	private readonly http: AxiosInstance;

	/** @param session the cookie of somebody who is logged in; default: nobody is */
	constructor(
		readonly origin: string,
		readonly session = '',
	) {
		this.http = axios.create({
			baseURL: `${origin}/rest`,
			headers: { Cookie: session },
			// To install a package, n8n runs npm before it answers.
			timeout: 600_000,
			// A kept connection may have been closed by n8n while a busy machine was not looking.
			httpAgent: new Agent({ keepAlive: false }),
		});
	}

	/**
	 * Logs in; on an n8n that nobody owns yet, sets up the owner first. n8n lets nobody log in more
	 * than five times a minute.
	 */
	static async logIn(origin: string): Promise<Client> {
		const { http } = new Client(origin);
		const { data: settings } = await http.get('/settings');
		const isNew = settings.data.userManagement.showSetupOnFirstLoad;
		const { email: emailOrLdapLoginId, password } = OWNER;
		const { headers } = isNew
			? await http.post('/owner/setup', OWNER)
			: await http.post('/login', { emailOrLdapLoginId, password });
		const cookies = headers['set-cookie'] ?? [];
		return new Client(origin, cookies.map((one) => one.split(';')[0]).join('; '));
	}

	/** Creates a credential, or overwrites the one of that name. */
	async saveCredential(
		name: string,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<SavedCredential> {
		const { data: all } = await this.http.get('/credentials');
		const old = all.data.find((one: SavedCredential) => one.name === name);
		const body = { name, type, data };
		const { data: saved } = old
			? await this.http.patch(`/credentials/${old.id}`, body)
			: await this.http.post('/credentials', body);
		return { id: saved.data.id, name };
	}

	/** Removes all credentials of a type, as they are not there for a new user. */
	async removeCredentials(type: string): Promise<void> {
		const { data: all } = await this.http.get('/credentials');
		const old = all.data.filter((one: { type: string }) => one.type === type);
		for (const { id } of old) await this.http.delete(`/credentials/${id}`);
	}

	/**
	 * Signs in for an OAuth2 credential, as its button does.
	 *
	 * @param agree what the user does at the service: from its page to the address it leads back to
	 */
	async connectOAuth2(
		credentialId: string,
		agree: (authorizationUrl: string) => Promise<string>,
	): Promise<void> {
		const { data } = await this.http.get('/oauth2-credential/auth', {
			params: { id: credentialId },
		});
		const { data: page } = await this.http.get(await agree(data.data));
		if (!/Connection successful/.test(page)) throw new Error(`Not connected:\n${page}`);
	}

	/** What the Test of the credential form says. */
	async testCredential(
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<{ status: string; message: string }> {
		const credentials = { id: '', name: 'A credential that is not saved', type, data };
		const { data: tested } = await this.http.post('/credentials/test', { credentials });
		return tested.data;
	}

	/** What Settings > Community nodes shows. */
	async communityPackages(): Promise<CommunityPackage[]> {
		return (await this.http.get('/community-packages')).data.data;
	}

	/** Installs a package from npm, as Settings > Community nodes does. */
	async installCommunityPackage(name: string): Promise<CommunityPackage> {
		return (await this.http.post('/community-packages', { name })).data.data;
	}

	/** Updates a package to its newest version, as Settings > Community nodes does. */
	async updateCommunityPackage(name: string): Promise<CommunityPackage> {
		return (await this.http.patch('/community-packages', { name })).data.data;
	}

	/** Removes a package, as Settings > Community nodes does. */
	async removeCommunityPackage(name: string): Promise<void> {
		await this.http.delete('/community-packages', { params: { name } });
	}

	/** A file that n8n serves to its editor, e.g. `/types/nodes.json`. */
	async file<T>(path: string): Promise<T> {
		return (await this.http.get(path, { baseURL: this.origin })).data;
	}

	/** Calls the production webhook of an activated workflow; any answer is returned. */
	async callWebhook(path: string, body = {}): Promise<AxiosResponse> {
		const options = { baseURL: `${this.origin}/webhook`, validateStatus: () => true };
		return await this.http.post(path, body, options);
	}

	/**
	 * Creates a workflow, or overwrites the one of that name.
	 *
	 * @returns its ID
	 */
	async saveWorkflow(file: WorkflowFile): Promise<string> {
		const { data: all } = await this.http.get('/workflows');
		const old = all.data.find(({ name }: WorkflowFile) => name === file.name);
		if (!old) return (await this.http.post('/workflows', file)).data.data.id;
		await this.http.patch(`/workflows/${old.id}?forceSave=true`, file);
		return old.id;
	}

	async workflow(id: string): Promise<WorkflowFile> {
		return (await this.http.get(`/workflows/${id}`)).data.data;
	}

	/** Makes a workflow run by its own trigger. */
	async activate(workflowId: string): Promise<void> {
		const { data } = await this.http.get(`/workflows/${workflowId}`);
		const { versionId } = data.data;
		await this.http.post(`/workflows/${workflowId}/activate`, { versionId });
	}

	/**
	 * Executes a saved workflow as the editor's button does.
	 *
	 * @returns the execution's ID
	 */
	async execute(workflowId: string): Promise<string> {
		const workflowData = await this.workflow(workflowId);
		const trigger = workflowData.nodes.find(({ type }) => /trigger$/i.test(type));
		const { data: started } = await this.http.post(`/workflows/${workflowId}/run`, {
			workflowData,
			triggerToStartFrom: { name: trigger?.name },
			startNodes: [],
		});
		return started.data.executionId;
	}

	async execution(executionId: string): Promise<Execution> {
		const { data } = await this.http.get(`/executions/${executionId}`);
		return { status: data.data.status, data: parse(data.data.data) };
	}

	/** Waits until an execution has one of the statuses. Default: until it has come to its end. */
	async until(executionId: string, statuses = ENDS): Promise<Execution> {
		for (;;) {
			const execution = await this.execution(executionId);
			if (statuses.includes(execution.status)) return execution;
			await pause(200);
		}
	}

	/** Stops an execution as the editor's button does. */
	async stop(executionId: string): Promise<void> {
		await this.http.post(`/executions/${executionId}/stop`);
	}

	/** The last executions of a workflow, each once: first the one that was started last. */
	async executions(workflowId: string): Promise<ListedExecution[]> {
		const filter = JSON.stringify({ workflowId });
		const { data } = await this.http.get('/executions', { params: { filter } });
		const results: ListedExecution[] = data.data.results;
		// n8n asks its database for those that run and those that ended at the same time, so one that
		// ends just then is listed twice: as running, and further down as ended.
		const each = new Map(results.map((execution) => [execution.id, execution]));
		return [...each.values()].sort((a, b) => Number(b.id) - Number(a.id));
	}
}
