import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

/** A request ID that no one has: Bria answers 404 to a good token and 401 to a bad one, at no cost. */
const NO_REQUEST = '00000000-0000-0000-0000-000000000000';

export class BriaApi implements ICredentialType {
	name = 'briaApi';

	displayName = 'Bria API';

	icon: Icon = { light: 'file:../icons/bria.svg', dark: 'file:../icons/bria.dark.svg' };

	documentationUrl = 'https://docs.bria.ai/getting-started/authentication';

	/** Puts a preset HTTP Request into the nodes panel, which is how a workflow submits its jobs. */
	httpRequestNode = {
		name: 'Bria',
		docsUrl: 'https://docs.bria.ai',
		apiBaseUrl: 'https://engine.prod.bria-api.com/v2/',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Created in the Bria Console, under Organization management > API keys',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://engine.prod.bria-api.com/v2',
			description: 'Where Bria answers. The API token is sent nowhere else.',
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
			description:
				'What your Bria plan allows: Free 10, Pay-as-you-go 60, Enterprise 1000. Bria Status never asks more often.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { api_token: '={{$credentials.apiToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: `/status/${NO_REQUEST}`,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: {
				ignore: true,
				except: [301, 302, 303, 307, 308, 401, 403, 429, 500, 502, 503, 504],
			},
		},
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: 'Bria does not accept this API token' },
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: 'This API token may not ask for the status of requests',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 429,
					message: 'Your Bria plan has no requests left in this minute. Try again in a minute.',
				},
			},
		],
	};
}
