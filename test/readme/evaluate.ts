import {
	createRunExecutionData,
	type IDataObject,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
	type INodeTypes,
	type IRunData,
	Workflow,
	WorkflowExpression,
} from 'n8n-workflow';

import type { Recommended } from './markdown';

const READER = 'The node with the expression';

const NODE_TYPES = {
	getByNameAndVersion: () => ({
		description: { properties: [], inputs: ['main'], outputs: ['main'] },
	}),
} as unknown as INodeTypes;

function nodeOf(name: string): INode {
	const type = 'n8n-nodes-base.noOp';
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} };
}

function itemOf(json: IDataObject): INodeExecutionData {
	return { json, pairedItem: { item: 0 } };
}

/** Nodes in a row, each with the item that it gave. */
function runDataOf(items: Record<string, IDataObject>): IRunData {
	const names = Object.keys(items);
	const runs = names.map((name, index) => {
		const previousNode = names[index - 1];
		const run = {
			startTime: 0,
			executionIndex: index,
			executionTime: 0,
			source: previousNode ? [{ previousNode }] : [],
			data: { main: [[itemOf(items[name] ?? {})]] },
		};
		return [name, [run]];
	});
	return Object.fromEntries(runs);
}

/**
 * What n8n makes of an expression in a node that follows the one whose item is given.
 *
 * @throws Error of n8n's, where it makes nothing of it
 */
export function evaluate({ expression, item = {}, nodes }: Recommended): unknown {
	const items = { ...nodes, 'The node before': item };
	const names = [...Object.keys(items), READER];
	const links = names
		.slice(1)
		.map((name, index) => [names[index], { main: [[{ node: name, type: 'main', index: 0 }]] }]);
	const workflow = new Workflow({
		nodes: names.map(nodeOf),
		connections: Object.fromEntries(links),
		active: false,
		nodeTypes: NODE_TYPES,
	});
	const runData = runDataOf(items);
	const input = [itemOf(item)];
	const executeData: IExecuteData = {
		node: nodeOf(READER),
		data: { main: [input] },
		source: { main: [{ previousNode: 'The node before' }] },
	};
	return new WorkflowExpression(workflow).getParameterValue(
		`=${expression}`,
		createRunExecutionData({ resultData: { runData } }),
		0,
		0,
		READER,
		input,
		'manual',
		{},
		executeData,
	);
}
