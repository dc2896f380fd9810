import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INode, INodeCredentials } from 'n8n-workflow';

import type { SavedCredential, WorkflowFile } from './client';
import { ROOT } from './folders';

/** The base URL that the example workflows submit to. */
export const BRIA = 'https://engine.prod.bria-api.com/v2';

const EXAMPLES = path.join(ROOT, 'examples');
const OPENAI = '@n8n/n8n-nodes-langchain.lmChatOpenAi';

export interface Credentials {
	briaApi: SavedCredential;
	openAiApi?: SavedCredential;
}

/** The file names of the example workflows. */
export function exampleFiles(): string[] {
	return readdirSync(EXAMPLES).filter((name) => name.endsWith('.json'));
}

export function readExample(file: string): WorkflowFile {
	return readWorkflow(path.join(EXAMPLES, file));
}

export function readWorkflow(file: string): WorkflowFile {
	return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * The workflow with what its user chooses in the editor.
 *
 * @param baseUrl where its HTTP Request nodes submit to, in place of the real Bria
 */
export function fillIn(
	workflow: WorkflowFile,
	baseUrl: string,
	credentials: Credentials,
): WorkflowFile {
	const nodes = workflow.nodes.map((node): INode => {
		const parameters = { ...node.parameters };
		if (typeof parameters.url === 'string') parameters.url = parameters.url.replace(BRIA, baseUrl);
		return { ...node, parameters, credentials: credentialsOf(node, credentials) };
	});
	return { ...workflow, nodes };
}

function credentialsOf(
	{ type, parameters, credentials = {} }: INode,
	saved: Credentials,
): INodeCredentials {
	const { briaApi, openAiApi } = saved;
	const asksBria =
		type.startsWith('n8n-nodes-bria.') || parameters.nodeCredentialType === 'briaApi';
	if (asksBria) return { briaApi };
	return type === OPENAI && openAiApi ? { openAiApi } : credentials;
}
