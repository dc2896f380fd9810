import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode, IWorkflowBase } from 'n8n-workflow';

/** A workflow as n8n exports it. */
export type WorkflowFile = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> &
	Partial<Pick<IWorkflowBase, 'settings' | 'pinData'>>;

const EXAMPLES = path.resolve(__dirname, '../examples');

/** The file names of the example workflows. */
export function exampleFiles(): string[] {
	return readdirSync(EXAMPLES).filter((name) => name.endsWith('.json'));
}

export function readExample(file: string): WorkflowFile {
	return JSON.parse(readFileSync(path.join(EXAMPLES, file), 'utf8'));
}

/** The workflow with other parameters and settings for one of its nodes. */
export function withNode(
	workflow: WorkflowFile,
	name: string,
	{ parameters = {}, ...settings }: Partial<INode>,
): WorkflowFile {
	const nodes = workflow.nodes.map((node) =>
		node.name === name
			? { ...node, ...settings, parameters: { ...node.parameters, ...parameters } }
			: node,
	);
	return { ...workflow, nodes };
}
