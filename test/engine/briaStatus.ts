import type {
	ExecutionError,
	IDataObject,
	INode,
	INodeExecutionData,
	IPairedItemData,
	NodeExecutionHint,
} from 'n8n-workflow';

import type { Simulator } from '../simulator';
import type { WorkflowFile } from '../workflowFile';
import { startWorkflow, statusOf, taskOf } from './engine';

/** How the node under test is set up. */
export interface Setup {
	/** The credential's fields; by default those that fit the simulator. */
	credential?: IDataObject;
	parameters?: IDataObject;
	settings?: Partial<INode>;
	/** The files of every input item. */
	binary?: INodeExecutionData['binary'];
}

/** How the execution of the node ended. */
export interface Result {
	/** Completed, Error, Unknown, In Progress, and n8n's own error output where there is one. */
	outputs: INodeExecutionData[][];
	error?: ExecutionError;
	hints: NodeExecutionHint[];
	/** Of the execution: `success`, `error`, `canceled`. */
	status: string;
}

/** The first message and description of an error, as the editor shows them. */
export function shown(error: ExecutionError | undefined) {
	return { message: error?.message, description: error?.description };
}

const NODE = 'Bria Status';

function workflow({ parameters = {}, settings = {} }: Setup): WorkflowFile {
	const common = { typeVersion: 1, parameters: {} };
	return {
		name: 'Test',
		nodes: [
			{ ...common, id: '1', name: 'Jobs', type: 'n8n-nodes-base.manualTrigger', position: [0, 0] },
			{
				...common,
				id: '2',
				name: NODE,
				type: 'n8n-nodes-bria.briaStatus',
				position: [200, 0],
				parameters: parameters as INode['parameters'],
				credentials: { briaApi: { id: '1', name: 'Bria' } },
				...settings,
			},
		],
		connections: { Jobs: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	};
}

/** Starts the node on `items`, whose JSON is given, behind a trigger. */
export function start(bria: Simulator, items: IDataObject[], setup: Setup = {}) {
	const credential = { apiToken: bria.token, baseUrl: bria.baseUrl, requestsPerMinute: 1000 };
	const execution = startWorkflow(
		workflow(setup),
		{ briaApi: { ...credential, ...setup.credential } as never },
		{ Jobs: items.map((json) => ({ json, binary: setup.binary })) },
	);
	const result = async (): Promise<Result> => {
		const run = await execution.finished;
		const task = taskOf(run, NODE);
		return {
			outputs: (task.data?.main ?? []).map((output) => output ?? []),
			error: task.error,
			hints: task.hints ?? [],
			status: statusOf(run),
		};
	};
	return { cancel: execution.cancel, result: result() };
}

/** The input items that an output's items are paired with. */
export function itemsOf(output: INodeExecutionData[] | undefined): unknown[] {
	return (output ?? []).map(({ pairedItem }) => (pairedItem as IPairedItemData).item);
}

/** What always holds: every input item leaves once, in input order on its output, without the token. */
function check(bria: Simulator, items: IDataObject[], { outputs, ...rest }: Result): void {
	expect(JSON.stringify({ outputs, ...rest })).not.toContain(bria.token);
	if (rest.error) return;
	const left = outputs.map(itemsOf);
	expect(left.flat().sort((a, b) => Number(a) - Number(b))).toEqual([...items.keys()]);
	for (const output of left)
		expect(output).toEqual([...output].sort((a, b) => Number(a) - Number(b)));
}

/** The node on `items`, from start to end. */
export async function execute(
	bria: Simulator,
	items: IDataObject[],
	setup?: Setup,
): Promise<Result> {
	const result = await start(bria, items, setup).result;
	check(bria, items, result);
	return result;
}

/** What the node says of a request, where its Base URL leads there. */
export async function failAt(bria: Simulator, baseUrl: string, id = 'r1'): Promise<IDataObject> {
	const { outputs } = await execute(bria, [{ request_id: id }], {
		credential: { baseUrl },
		settings: { onError: 'continueRegularOutput' },
	});
	return outputs[1]?.[0]?.json.error as IDataObject;
}
