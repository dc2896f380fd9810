import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IHttpRequestOptions,
	INode,
	Workflow,
} from 'n8n-workflow';

import { credentials } from './package';

/** Decrypted credentials by their type's name, e.g. `{ briaApi: { apiToken, baseUrl } }`. */
export type SavedCredentials = Record<string, ICredentialDataDecryptedObject>;

function typeOf(name: string) {
	const found = credentials.find((credential) => credential.name === name);
	if (!found) throw new Error(`There is no credential type "${name}"`);
	return found;
}

/** Holds credentials as n8n's database does, and applies them as n8n's own helper does. */
export function credentialsHelper(saved: SavedCredentials): ICredentialsHelper {
	const helper = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		getCredentialsProperties: (type: string) => typeOf(type).properties,

		async getDecrypted(_data: unknown, _credential: unknown, type: string) {
			return { ...saved[type] };
		},

		async authenticate(
			$credentials: ICredentialDataDecryptedObject,
			type: string,
			request: IHttpRequestOptions,
			workflow: Workflow,
			node: INode,
		): Promise<IHttpRequestOptions> {
			const { authenticate } = typeOf(type);
			if (typeof authenticate !== 'object') throw new Error(`"${type}" is not generic`);
			const headers = { ...request.headers };
			for (const [name, value] of Object.entries(authenticate.properties.headers ?? {})) {
				const expression = String(value);
				const { expression: resolver } = workflow;
				headers[name] = resolver.getSimpleParameterValue(node, expression, 'internal', {
					$credentials,
				});
			}
			return { ...request, headers };
		},
	};
	return helper as unknown as ICredentialsHelper;
}
