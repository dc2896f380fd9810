import { type IExecuteFunctions, type INodeType, type INodeTypes, NodeHelpers } from 'n8n-workflow';

import { agents, asTool } from './agent';
import { credentialTest } from './credentialTest';
import { nodes } from './package';

/** Stands in for n8n's own nodes around the one under test: what comes in goes out. */
const passThrough: INodeType = {
	description: {
		displayName: 'Pass Through',
		name: 'passThrough',
		group: ['transform'],
		version: 1,
		description: 'Passes its items on',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
};

/** Passes its items on until it was executed `runs` times, so that a loop ends. */
const whileRuns: INodeType = {
	description: {
		...passThrough.description,
		name: 'whileRuns',
		properties: [{ displayName: 'Runs', name: 'runs', type: 'number', default: 2 }],
	},
	async execute(this: IExecuteFunctions) {
		const { $runIndex } = this.getWorkflowDataProxy(0);
		const runs = this.getNodeParameter('runs', 0) as number;
		return [$runIndex + 1 < runs ? this.getInputData() : []];
	},
};

const PACKAGE = 'n8n-nodes-bria.';

function find(type: string): INodeType {
	const name = type.replace(PACKAGE, '');
	const known = [...nodes, ...nodes.map(asTool), credentialTest];
	const node = known.find(({ description }) => description.name === name);
	return node ?? agents[name] ?? (name === 'whileRuns' ? whileRuns : passThrough);
}

/** The node types that n8n would know: those of this package, and n8n's own as far as tests need them. */
export const nodeTypes: INodeTypes = {
	getByName: find,
	getByNameAndVersion: (type) => NodeHelpers.getVersionedNodeType(find(type)),
	getKnownTypes: () => ({}),
};
