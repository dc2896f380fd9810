import type {
	ExecutionError,
	IDataObject,
	INode,
	INodeExecutionData,
	IRun,
	ITaskData,
} from 'n8n-workflow';

import type { Simulator } from '../../simulator';
import type { WorkflowFile } from '../../workflowFile';
import { itemsOf } from '../briaStatus';
import { startWorkflow, statusOf } from '../engine';

/** How the node Bria is set up. */
export interface Setup {
	/** The credential's fields; by default those that fit the simulator. */
	credential?: IDataObject;
	/** Default: generates an image of the item's prompt. */
	parameters?: IDataObject;
	settings?: Partial<INode>;
	/** The files of every input item. */
	binary?: INodeExecutionData['binary'];
}

/** How the last run of the node ended. */
export interface Result {
	items: INodeExecutionData[];
	/** Of n8n's own error output. */
	failed: INodeExecutionData[];
	error?: ExecutionError;
	/** Of the execution: `success`, `error`, `canceled`. */
	status: string;
}

export const NODE = 'Bria';

const PROMPT = { prompt: '={{ $json.prompt }}' };

/** The node Bria as a workflow file has it. */
export function briaNode({ parameters = PROMPT, settings = {} }: Setup = {}): INode {
	return {
		id: '2',
		name: NODE,
		type: 'n8n-nodes-bria.bria',
		typeVersion: 1,
		position: [200, 0],
		parameters: parameters as INode['parameters'],
		credentials: { briaApi: { id: '1', name: 'Bria' } },
		...settings,
	};
}

export function credentialFor(bria: Simulator, more: IDataObject = {}) {
	const { token: apiToken, baseUrl } = bria;
	return { briaApi: { apiToken, baseUrl, requestsPerMinute: 1000, ...more } as never };
}

function workflow(setup: Setup): WorkflowFile {
	const trigger: INode = {
		...{ id: '1', name: 'Items', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 },
		...{ position: [0, 0], parameters: {} },
	};
	return {
		name: 'Test',
		nodes: [trigger, briaNode(setup)],
		connections: { Items: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	};
}

function resultOf(run: IRun): Result {
	const task: ITaskData | undefined = run.data.resultData.runData[NODE]?.at(-1);
	const [items, failed] = task?.data?.main ?? [];
	return { items: items ?? [], failed: failed ?? [], error: task?.error, status: statusOf(run) };
}

/** Starts the node on `items`, whose JSON is given, behind a trigger. */
export function start(bria: Simulator, items: IDataObject[], setup: Setup = {}) {
	const execution = startWorkflow(workflow(setup), credentialFor(bria, setup.credential), {
		Items: items.map((json) => ({ json, binary: setup.binary })),
	});
	return { cancel: execution.cancel, result: execution.finished.then(resultOf) };
}

/** The node on `items`, from start to end. What always holds: every item leaves once, without the token. */
export async function execute(
	bria: Simulator,
	items: IDataObject[],
	setup?: Setup,
): Promise<Result> {
	const result = await start(bria, items, setup).result;
	expect(JSON.stringify(result)).not.toContain(bria.token);
	if (result.error) return result;
	const left = [...itemsOf(result.items), ...itemsOf(result.failed)];
	expect(left.sort((a, b) => Number(a) - Number(b))).toEqual([...items.keys()]);
	return result;
}

/** Items that differ in their prompt. */
export const prompts = (...texts: string[]): IDataObject[] => texts.map((prompt) => ({ prompt }));

export const idsOf = (items: INodeExecutionData[]): unknown[] =>
	items.map(({ json }) => json.request_id);

/** What was submitted, in order. */
export const promptsAt = (bria: Simulator): unknown[] =>
	bria.submissions.map(({ body }) => body.prompt);
