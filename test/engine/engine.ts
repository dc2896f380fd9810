import './environment';
import 'reflect-metadata';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	type IPinData,
	type IRun,
	type ITaskData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import { credentialsHelper, type SavedCredentials } from './credentialsHelper';
import { nodeTypes } from './nodeTypes';

/** A workflow as n8n exports it. */
export type WorkflowFile = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'>;

/** A running execution. */
export interface Execution {
	finished: Promise<IRun>;
	/** What the editor's Stop button does. */
	cancel(): void;
}

const NOWHERE = 'http://127.0.0.1:1';

function additionalData(
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
	const engine = new WorkflowExecute(data, 'manual', createRunExecutionData());
	const startNode = Object.values(workflow.nodes).find(({ type }) => /trigger$/i.test(type));
	const run = engine.run({ workflow, startNode, pinData });
	return { finished: run, cancel: () => run.cancel() };
}

/** What a node did in its only execution. */
export function taskOf(run: IRun, node: string): ITaskData {
	const task = run.data.resultData.runData[node]?.[0];
	if (!task) throw new Error(`"${node}" was not executed`);
	return task;
}
