import './environment';
import 'reflect-metadata';

import axios, { type AxiosResponse } from 'axios';
import express, { type Request, type Response } from 'express';
import { HookContext, WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowBase,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { headersOf } from '../delivery';
import { listen } from '../simulator/loopbackServer';
import type { SavedCredentials } from './credentialsHelper';
import { additionalData, taskOf } from './engine';
import { nodeTypes } from './nodeTypes';

/** n8n-workflow 1.82 has no function for it. */
const createRunData: typeof createRunExecutionData =
	createRunExecutionData ??
	((given) => ({
		resultData: { runData: {} },
		executionData: { contextData: {}, metadata: {}, waitingExecution: {}, ...given?.executionData },
	}));

/** A webhook of n8n with Bria Trigger behind it. */
export interface Webhook {
	url: string;
	/** What each execution that was started got, by output, in the order of their starts. */
	executions: INodeExecutionData[][][];
	/** Changed when somebody edits the credential. */
	credential: Record<string, string | number>;
	/** What the node has logged. */
	logged: string[];
	/** What n8n gave the node for each delivery, as far as something still holds it in memory. */
	inMemory: Array<WeakRef<object>>;
	/** Has n8n fail to start the next execution. */
	failNextStart(): void;
	/**
	 * Sends a body that is signed with the credential's token. Resolves when it is answered, and what was
	 * started by then has ended: no download is waited for.
	 */
	deliver(id: string, body: unknown, changes?: DeliveryChanges): Promise<AxiosResponse>;
	close(): Promise<void>;
}

export interface DeliveryChanges {
	token?: string;
	timestamp?: number;
	headers?: Record<string, string | undefined>;
}

const NODE = 'Bria Trigger';

/** How the node and its webhook are set up. */
export interface Setup {
	parameters?: INode['parameters'];
	credential: Record<string, string | number>;
	/** `manual` while somebody listens for a test event. Default `webhook`. */
	mode?: WorkflowExecuteMode;
	workflowId?: string;
}

function workflowOf({ parameters = {}, workflowId = '1' }: Setup): Workflow {
	const node: INode = {
		id: '1',
		name: NODE,
		type: 'n8n-nodes-bria.briaTrigger',
		typeVersion: 1,
		position: [0, 0],
		webhookId: 'hook',
		parameters,
		credentials: { briaApi: { id: '1', name: 'Bria' } },
	};
	return new Workflow({ id: workflowId, nodes: [node], connections: {}, active: true, nodeTypes });
}

/** Activates the workflow as n8n does: the node may refuse. */
export async function activate(setup: Setup): Promise<void> {
	const workflow = workflowOf(setup);
	const node = workflow.getNode(NODE) as INode;
	const { webhookMethods } = nodeTypes.getByNameAndVersion(node.type) as INodeType;
	const saved = { briaApi: setup.credential } as unknown as SavedCredentials;
	const data = additionalData({ id: workflow.id } as IWorkflowBase, saved);
	const context = new HookContext(workflow, node, data, 'webhook', 'activate');
	const { checkExists, create } = webhookMethods?.default ?? {};
	if (!(await checkExists?.call(context))) await create?.call(context);
}

/** What n8n makes of the body before it calls the node; it answers itself where this throws. */
function readBody(raw: Buffer, contentType = ''): unknown {
	return contentType.startsWith('application/json') && raw.length > 0
		? JSON.parse(raw.toString())
		: {};
}

/**
 * Calls the node by HTTP as n8n's webhook server does: its own context, its own execution, its answers in
 * the same order. n8n's server itself is no library.
 */
export async function openWebhook(setup: Setup): Promise<Webhook> {
	const { mode = 'webhook' } = setup;
	const credential = { ...setup.credential };
	const executions: INodeExecutionData[][][] = [];
	const logged: string[] = [];
	const inMemory: Array<WeakRef<object>> = [];
	const running = new Set<Promise<void>>();
	let failures = 0;

	async function callNode(workflow: Workflow, req: Request, res: Response) {
		const node = workflow.getNode(NODE) as INode;
		const nodeType = nodeTypes.getByNameAndVersion(node.type) as INodeType;
		const saved = { briaApi: credential } as unknown as SavedCredentials;
		const data = additionalData({ id: workflow.id } as IWorkflowBase, saved);
		Object.assign(data, { httpRequest: req, httpResponse: res, executionId: undefined });
		const webhookDescription = nodeType.description.webhooks?.[0];
		const webhookData = { webhookDescription, node: NODE, path: 'hook/webhook' } as IWebhookData;
		const context = new WebhookContext(workflow, node, data, mode, webhookData, [], null);
		inMemory.push(new WeakRef(context));
		const log = (message: string) => void logged.push(message);
		Object.defineProperty(context, 'logger', {
			value: { warn: log, error: log, info: log, debug: log },
		});
		return { data, result: await nodeType.webhook!.call(context as never) };
	}

	async function execute(
		workflow: Workflow,
		data: ReturnType<typeof additionalData>,
		{ workflowData = [] }: IWebhookResponseData,
	): Promise<void> {
		const node = workflow.getNode(NODE) as INode;
		const stack = [{ node, data: { main: workflowData }, source: null }];
		const run = createRunData({ executionData: { nodeExecutionStack: stack } });
		data.executionId = '1';
		const ended = await new WorkflowExecute(data, mode, run).processRunExecutionData(workflow);
		executions.push((taskOf(ended, NODE).data?.main ?? []).map((output) => output ?? []));
	}

	async function receive(req: Request, res: Response): Promise<void> {
		const workflow = workflowOf(setup);
		const { data, result } = await callNode(workflow, req, res);
		const isAnswered = result.noWebhookResponse === true;
		if (!result.workflowData) {
			if (!isAnswered) res.json(result.webhookResponse ?? { message: 'Webhook call received' });
			return;
		}
		if (failures > 0) {
			failures -= 1;
			throw new Error('The execution cannot be started');
		}
		const execution = execute(workflow, data, result);
		running.add(execution);
		if (!isAnswered) res.json();
		await execution.finally(() => running.delete(execution));
	}

	const app = express();
	app.post('/webhook', express.raw({ type: () => true, limit: '16mb' }), (req, res) => {
		const rawBody = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
		Object.assign(req, { rawBody });
		try {
			req.body = readBody(rawBody, req.headers['content-type']);
		} catch {
			return void res.status(422).json({ message: 'Failed to parse request body' });
		}
		receive(req, res).catch((error: Error) => {
			if (res.headersSent) logged.push(`after the answer: ${error.stack}`);
			else res.status(500).json({ message: error.message });
		});
	});
	const { origin, close } = await listen(app);
	const url = `${origin}/webhook`;

	return {
		...{ url, executions, credential, logged, inMemory, close },
		failNextStart: () => void (failures += 1),
		async deliver(id, content, { token = String(credential.apiToken), timestamp, headers } = {}) {
			const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
			const body = isRaw ? content : JSON.stringify(content);
			const answer = await axios.post(url, body, {
				headers: { ...headersOf({ token, id, body, timestamp }), ...headers },
				transformRequest: (data) => data,
				validateStatus: () => true,
				maxBodyLength: Infinity,
			});
			await Promise.all(running);
			return answer;
		},
	};
}
