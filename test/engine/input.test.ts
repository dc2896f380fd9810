import { execute, shown } from './briaStatus';
import { useSimulator } from './useSimulator';

const bria = useSimulator();
const COMPLETED = 0;
const ERROR = 1;

const fixed = (mode: 'id' | 'url', value: unknown) => ({
	parameters: { request: { __rl: true, mode, value } } as never,
});

describe('A request is found', () => {
	const ask = async (mode: 'id' | 'url', value: string) => {
		const { outputs } = await execute(bria(), [{ id: value }], fixed(mode, '={{ $json.id }}'));
		return outputs[COMPLETED]?.[0]?.json.request_id;
	};

	it('by its ID, mapped from any field', async () => {
		const id = bria().addJob();
		expect(await ask('id', id)).toBe(id);
	});

	it('by its status URL', async () => {
		const id = bria().addJob();
		expect(await ask('url', bria().statusUrl(id))).toBe(id);
	});

	it('by its status URL in the field for the ID', async () => {
		const id = bria().addJob();
		expect(await ask('id', bria().statusUrl(id))).toBe(id);
	});

	it('by its ID in the field for the URL', async () => {
		const id = bria().addJob();
		expect(await ask('url', id)).toBe(id);
	});

	it('with spaces and line breaks around it', async () => {
		const id = bria().addJob();
		expect(await ask('id', `  ${id}\n`)).toBe(id);
	});

	it.each(['a/b', '../account', 'a?b=1', 'a#b', 'äö', '%2e%2e%2f'])(
		'even if its ID is %j, which stays within its part of the path',
		async (requestId) => {
			bria().addJob({ requestId });
			expect(await ask('id', requestId)).toBe(requestId);
			expect(bria().log.map(({ path }) => path)).toEqual([
				`/v2/status/${encodeURIComponent(requestId)}`,
			]);
		},
	);

	it('if it is a number', async () => {
		bria().addJob({ requestId: '123456' });
		const { outputs } = await execute(bria(), [{ request_id: 123456 }]);
		expect(outputs[COMPLETED]?.[0]?.json).toMatchObject({ status: 'COMPLETED' });
	});
});

describe('What is no request is told from the others, and Bria is not asked', () => {
	const wrong: Array<[string, unknown, RegExp]> = [
		['missing', undefined, /^The item has no request ID/],
		['null', null, /^The item has no request ID/],
		['empty', '', /^The item has no request ID/],
		['blank', '  ', /^The item has no request ID/],
		['an object', { id: 'r1' }, /^The request ID is an object/],
		['a list', ['r1'], /^The request ID is a list/],
		['a truth value', true, /^The request ID is true, a boolean/],
		['a fraction', 1.5, /^The request ID is 1.5, a number/],
		['path characters alone', '..', /^The request ID is "\.\.", which cannot be part of a URL/],
		['half a character', 'a\ud800', /^The request ID is ".*", which cannot be part of a URL/],
		['endless', 'x'.repeat(600), /^The request ID is longer than 512 characters/],
		['a URL of another host', 'https://example.com/v2/status/r1', /points to another server/],
		['a URL of another port', 'http://127.0.0.1:1/v2/status/r1', /points to another server/],
		[
			'a URL of a V1 endpoint',
			'{origin}/v1/status/r1',
			/is not the status URL of a Bria V2 request/,
		],
		['a URL with steps up', '{origin}/v2/status/../account', /is not the status URL/],
		['a URL with more path', '{origin}/v2/status/r1/files', /is not the status URL/],
		['a URL with user info', 'http://127.0.0.1@{host}/v2/status/r1', /points to another server/],
	];

	it.each(wrong)('where it is %s', async (_name, value, message) => {
		const { origin } = bria();
		const text = (part: unknown) =>
			typeof part === 'string'
				? part.replace('{origin}', origin).replace('{host}', new URL(origin).host)
				: part;
		const good = bria().addJob();
		const items = [{ request_id: good }, { request_id: text(value) as never }];

		const stopped = await execute(bria(), items);
		expect(stopped.error?.name).toBe('NodeOperationError');
		expect(stopped.error?.message).toMatch(message);
		expect(stopped.error?.message).toContain('[item 1]');
		expect(shown(stopped.error).description).not.toBe('');
		expect(bria().log).toEqual([]);

		const continued = await execute(bria(), items, {
			settings: { onError: 'continueRegularOutput' },
		});
		expect(continued.outputs.map((output) => output.length)).toEqual([1, 1, 0, 0]);
		expect(continued.outputs[ERROR]?.[0]?.json).toEqual({
			request_id: null,
			message: expect.any(String),
			error: {
				code: 'invalid_request',
				message: expect.stringMatching(message),
				details: expect.stringMatching(/\w/),
			},
		});
		expect(bria().log).toHaveLength(1);
	});

	it('where its expression fails', async () => {
		const setup = fixed('id', "={{ $('Nowhere').item.json.request_id }}");
		const { error } = await execute(bria(), [{}], setup);
		expect(error?.message).toBe("The 'Request' parameter cannot be read [item 0]");
		expect(shown(error).description).toMatch(/n8n says: Referenced node doesn't exist/);
		expect(bria().log).toEqual([]);
	});
});

describe('A setting that cannot work is told by its name', () => {
	it.each([
		['apiToken', '', 'The API Token is empty'],
		['apiToken', undefined, 'The API Token is empty'],
		...['two words', 'secret\r\nx-admin: 1', 'secret\n', 'sécret', 'secret\u20ac', 'secret\0'].map(
			(token) => [
				'apiToken',
				token,
				'The API Token holds spaces, line breaks or special characters',
			],
		),
		['baseUrl', undefined, 'The Base URL is not a web address'],
		['baseUrl', 'engine.prod.bria-api.com', 'The Base URL is not a web address'],
		['baseUrl', 'ftp://engine.prod.bria-api.com', 'The Base URL is not a web address'],
		['baseUrl', 'https://[engine.prod/v2', 'The Base URL is not a web address'],
		['baseUrl', 'https://me:pw@engine.prod.bria-api.com/v2', 'The Base URL is not a web address'],
		...[
			'http://engine.prod.bria-api.com/v2',
			'http://10.0.0.1/v2',
			'http://localhost.example.com/v2',
			'http://127.0.0.1.example.com/v2',
		].map((url) => ['baseUrl', url, 'The Base URL would send the API token unencrypted']),
		['requestsPerMinute', 0, 'Requests per Minute is less than 1'],
	] as Array<[string, string | number | undefined, string]>)(
		'%s: %j',
		async (field, value, message) => {
			const { error, ...rest } = await execute(bria(), [{ request_id: bria().addJob() }], {
				credential: { [field]: value as never },
			});
			expect(error?.message).toBe(message);
			if (field === 'apiToken' && value) {
				expect(JSON.stringify([rest, { ...error, stack: error?.stack }])).not.toContain(value);
				expect(JSON.stringify([rest, { ...error, stack: error?.stack }])).not.toMatch(/secret/);
			}
			expect(shown(error).description).toMatch(/Bria API credential/);
			expect(bria().log).toEqual([]);
		},
	);

	it.each([0, -5, 'soon'])('maxWaitSeconds: %j', async (maxWaitSeconds) => {
		const { error } = await execute(bria(), [{ request_id: bria().addJob() }], {
			parameters: { maxWaitSeconds },
		});
		expect(shown(error)).toEqual({
			message: "'Max Wait (Seconds)' is not a positive number",
			description: 'Set it to how long the workflow may wait, e.g. 600.',
		});
	});

	it('operation: what n8n adds to the form, "Custom API Call", is told and not carried out', async () => {
		const { error } = await execute(bria(), [{ request_id: bria().addJob() }], {
			parameters: { operation: '__CUSTOM_API_CALL__' },
		});
		expect(shown(error)).toEqual({
			message: "'Operation' is neither 'Get Status' nor 'Wait Until Finished'",
			description: expect.stringMatching(/HTTP Request node with the credential type 'Bria API'/),
		});
		expect(bria().log).toEqual([]);
	});

	it.each(['/', '//'])('a Base URL may end with %s', async (end) => {
		const { outputs } = await execute(bria(), [{ request_id: bria().addJob() }], {
			credential: { baseUrl: `${bria().baseUrl}${end}` },
		});
		expect(outputs[COMPLETED]).toHaveLength(1);
	});

	it.each(['engine.prod.bria-api.com/v2', 'gateway.example/bria', 'gateway.example/image/v2/'])(
		'a Base URL with https may be anywhere: %s',
		async (address) => {
			const { error } = await execute(bria(), [{ request_id: '' }], {
				credential: { baseUrl: `https://${address}` },
			});
			expect(error?.message).toBe('The item has no request ID [item 0]');
		},
	);

	it('a plan may be one request a minute', async () => {
		const { outputs } = await execute(bria(), [{ request_id: bria().addJob() }], {
			credential: { requestsPerMinute: 1 },
			parameters: { operation: 'get' },
		});
		expect(outputs[COMPLETED]).toHaveLength(1);
	});

	it('a credential saved without a limit keeps to 60 a minute', async () => {
		const { outputs } = await execute(bria(), [{ request_id: bria().addJob() }], {
			credential: { requestsPerMinute: undefined as never },
		});
		expect(outputs[COMPLETED]).toHaveLength(1);
	});
});
