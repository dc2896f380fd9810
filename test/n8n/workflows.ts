import type { INode, INodeCredentials } from 'n8n-workflow';

import type { WorkflowFile } from '../workflowFile';
import type { SavedCredential } from './client';

/** The base URL that the example workflows submit to. */
export const BRIA = 'https://engine.prod.bria-api.com/v2';

/** The name of Bria Status in the examples. */
export const NODE = 'Bria Status';

const OPENAI = '@n8n/n8n-nodes-langchain.lmChatOpenAi';

export interface Credentials {
	briaApi: SavedCredential;
	openAiApi?: SavedCredential;
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
