import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { BASE_URL_REPLACEMENTS, CREDENTIAL_RULES } from '../nodes/api/credentialRules';

/** A request ID that nobody has: Bria answers 404 to a good token and 401 to a bad one, at no cost. */
const NO_REQUEST = '00000000-0000-0000-0000-000000000000';

const BAD_TOKEN = 'Bria does not accept this API token';
const DOWN = "Bria's Status Service is not available right now. Try again later.";
const NOT_BRIA = 'This address does not answer as Bria does. Check the Base URL.';

/** What an HTTP status means, where it is not about the request ID. */
const REFUSALS: Record<number, string> = {
	200: NOT_BRIA,
	401: BAD_TOKEN,
	403: 'This API token may not ask for the status of requests, or a firewall or proxy blocks it',
	407: "A proxy between n8n and the internet wants a user name and a password. Ask n8n's administrator.",
	429: 'Your Bria plan has no requests left in this minute. Try again in a minute.',
	500: DOWN,
	502: DOWN,
	503: DOWN,
	504: DOWN,
};

const byStatus = Object.entries(REFUSALS).map(([code, message]) => ({
	type: 'responseCode' as const,
	properties: { value: Number(code), message },
}));

const inBody = (key: string, value: unknown, message: string) => ({
	type: 'responseSuccessBody' as const,
	properties: { key, value, message },
});

/** n8n before 2.20 does not know `except`: for it every answer is a good one, unless its body tells. */
const byBody = [
	inBody('detail', 'unauthorized', BAD_TOKEN),
	...Object.entries(REFUSALS).map(([code, message]) => inBody('error.code', Number(code), message)),
];

/** Firewalls, gateways and web frameworks answer 404 with a text or in JSON of their own. */
const byOthers = [
	inBody('constructor.name', 'String', NOT_BRIA),
	...['detail', 'message', 'error'].map((key) => inBody(key, 'Not Found', NOT_BRIA)),
	...['status', 'statusCode', 'code'].map((key) => inBody(key, 404, NOT_BRIA)),
	...['ok', 'success'].map((key) => inBody(key, false, NOT_BRIA)),
];

/** An expression for the index of the first broken rule; -1 where none is. */
const brokenRule = `[${CREDENTIAL_RULES.map(
	({ field, pattern }) => `${String(pattern)}.test($credentials.${field} ?? "")`,
).join(', ')}].indexOf(true)`;

/** An expression for the Base URL that was typed, as the execution normalizes it. */
const baseUrl = BASE_URL_REPLACEMENTS.reduce(
	(text, [pattern, replacement]) => `${text}.replace(${String(pattern)}, "${replacement}")`,
	'$credentials.baseUrl',
);

/** An expression that gives `broken` where a rule is broken, else `whole`; both are expressions, too. */
const ifBroken = (broken: string, whole: string) =>
	`={{ ${brokenRule} === -1 ? ${whole} : ${broken} }}`;

/**
 * Tells a broken rule without asking anybody. n8n finds messages only in answers, so the address holds
 * the answer itself (RFC 2397): one byte, which stands for the rule.
 */
const ANSWER = `"data:," + String.fromCharCode(65 + ${brokenRule})`;

const byField = CREDENTIAL_RULES.map(({ message, advice }, i) =>
	inBody('0', 65 + i, `${message}. ${advice}`),
);

/** Only a 404 can say that the token is good. The answer of a broken rule has the status 200. */
const NOT_404 = Array.from({ length: 399 }, (_, i) => 201 + i).filter((code) => code !== 404);
const OK_UNLESS_BROKEN = ifBroken('0', '200');

export class BriaApi implements ICredentialType {
	name = 'briaApi';

	displayName = 'Bria API';

	icon: Icon = { light: 'file:../icons/bria.svg', dark: 'file:../icons/bria.dark.svg' };

	documentationUrl = 'https://docs.bria.ai/getting-started/authentication';

	/** For n8n's HTTP Request node: calls that no node of this package makes. */
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
			description:
				'Where Bria answers: begins with https:// and ends with /v2. The API token is sent nowhere else.',
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
			hint: 'What your Bria plan allows: Free 10, Pay-as-you-go 60, Enterprise 1000',
			description:
				'The most requests of each kind that n8n sends to Bria in a minute. Enter less where other programs use the same token.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { api_token: '={{$credentials.apiToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: ifBroken('""', baseUrl),
			url: ifBroken(ANSWER, `"/status/${NO_REQUEST}"`),
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: {
				ignore: true,
				except: [...NOT_404, OK_UNLESS_BROKEN as unknown as number],
			},
		},
		rules: [...byField, ...byStatus, ...byBody, ...byOthers] as ICredentialTestRequest['rules'],
	};
}
