import './environment';
import 'reflect-metadata';

import { ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import {
	type ILoadOptionsFunctions,
	type INode,
	type IPinData,
	type IRun,
	type ITaskData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import { credentialsHelper, type SavedCredentials } from './credentialsHelper';
import type { WorkflowFile } from '../workflowFile';
import { nodeTypes } from './nodeTypes';

/** A running execution. */
export interface Execution {
	finished: Promise<IRun>;
	/** What the editor's Stop button does. */
	cancel(): void;
}

const NOWHERE = 'http://127.0.0.1:1';

/** What the engine is given beside a workflow. */
export function additionalData(
	workflow: IWorkflowBase,
	saved: SavedCredentials,
): IWorkflowExecuteAdditionalData {
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: credentialsHelper(saved),
		hooks: new ExecutionLifecycleHooks('manual', '1', workflow),
		executionId: '1',
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: NOWHERE,
		instanceBaseUrl: NOWHERE,
		formWaitingBaseUrl: NOWHERE,
		webhookBaseUrl: NOWHERE,
		webhookWaitingBaseUrl: NOWHERE,
		webhookTestBaseUrl: NOWHERE,
		setExecutionStatus: () => {},
	};
	return data as IWorkflowExecuteAdditionalData;
}

/** n8n before 2.20 takes what is to run one by one. */
function run(engine: WorkflowExecute, what: Parameters<WorkflowExecute['run']>[0]) {
	const { workflow, startNode, pinData } = what;
	const parameters = engine.run.length > 1 ? [workflow, startNode, undefined, pinData] : [what];
	return Reflect.apply(engine.run, engine, parameters) as ReturnType<WorkflowExecute['run']>;
}

/**
 * Starts a workflow on n8n's own engine, at its trigger.
 *
 * @param pinData the output of nodes that are not to be executed, by the node's name
 */
export function startWorkflow(
	file: WorkflowFile,
	saved: SavedCredentials,
	pinData: IPinData = {},
): Execution {
	const base = structuredClone({ ...file, id: '1', active: false, pinData });
	const settings = { executionOrder: 'v1' as const };
	const workflow = new Workflow({ ...base, nodeTypes, settings });
	const data = additionalData(base as unknown as IWorkflowBase, saved);
	const engine = new WorkflowExecute(data, 'manual');
	const startNode = Object.values(workflow.nodes).find(({ type }) => /trigger$/i.test(type));
	const finished = run(engine, { workflow, startNode, pinData });
	return { finished, cancel: () => finished.cancel() };
}

/** What the editor gives a node that is to fill a list of its form. */
export function formContext(node: INode, saved: SavedCredentials): ILoadOptionsFunctions {
	const base = { id: '1', active: false, nodes: [node], connections: {} };
	const workflow = new Workflow({ ...base, nodeTypes });
	const data = additionalData(base as unknown as IWorkflowBase, saved);
	return new LoadOptionsContext(workflow, node, data, '');
}

/** How an execution ended: old engines leave one that an error stopped at `running`. */
export function statusOf({ status, data }: IRun): IRun['status'] {
	return status === 'running' && data.resultData.error ? 'error' : status;
}

/** What a node did in its only execution. */
export function taskOf(run: IRun, node: string): ITaskData {
	const task = run.data.resultData.runData[node]?.[0];
	if (!task) throw new Error(`"${node}" was not executed`);
	return task;
}
