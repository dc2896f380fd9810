import type { INode, INodeCredentials } from 'n8n-workflow';

import type { WorkflowFile } from '../workflowFile';
import type { SavedCredential } from './client';

/** The base URL that the example workflows submit to. */
export const BRIA = 'https://engine.prod.bria-api.com/v2';

/** The name of Bria Status in the examples. */
export const NODE = 'Bria Status';

/** Credentials that were saved, by their type. A workflow's nodes get those that are there. */
export interface Credentials extends Record<string, SavedCredential | undefined> {
	briaApi: SavedCredential;
}

/** The type of credential that a node of the examples takes, beside those that ask Bria. */
const CREDENTIAL_OF: Record<string, string> = {
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
	'n8n-nodes-base.googleDrive': 'googleDriveOAuth2Api',
	'n8n-nodes-base.s3': 's3',
	'n8n-nodes-base.slack': 'slackApi',
};

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
	const asksBria =
		type.startsWith('n8n-nodes-bria.') || parameters.nodeCredentialType === 'briaApi';
	const name = asksBria ? 'briaApi' : (CREDENTIAL_OF[type] ?? '');
	const credential = saved[name];
	return credential ? { [name]: credential } : credentials;
}
