import { Readable } from 'node:stream';

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { statusService } from '../../nodes/api/statusService';

const credential = { apiToken: 'a-token', baseUrl: 'https://x.example/v2', requestsPerMinute: 60 };

/** What an answer of Bria means. */
async function meaning(statusCode: number, answer: string | object, headers: IDataObject = {}) {
	const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
	const body = Readable.from([Buffer.from(text)]);
	const httpRequestWithAuthentication = async () => ({ statusCode, headers, body });
	const context = { helpers: { httpRequestWithAuthentication } } as unknown as IExecuteFunctions;
	return await statusService(context, credential)('r1', new AbortController().signal);
}

const failureOf = async (...answer: Parameters<typeof meaning>) => {
	const { value, ...rest } = await meaning(...answer);
	return { ...rest, ...value.failure, message: value.failure?.message ?? '' };
};

const REFUSAL = { error: { code: 1, message: 'Gone', details: 'Long ago.' }, request_id: 'e1' };
const PAGE = '<!doctype html><html><body>Access denied</body></html>';

describe('Bria has a status', () => {
	it.each([
		['IN_PROGRESS', 'inProgress'],
		['COMPLETED', 'finished'],
		['ERROR', 'finished'],
		['FAILED', 'finished'],
		['UNKNOWN', 'finished'],
		['SOMETHING_NEW', 'finished'],
	])('%s', async (status, state) => {
		const body = { request_id: 'r1', status };

		expect(await meaning(200, body)).toEqual({ state, value: { status, body } });
	});

	it('and the request ID is added where Bria leaves it out', async () => {
		const { value } = await meaning(200, { status: 'COMPLETED' });

		expect(value.body).toEqual({ request_id: 'r1', status: 'COMPLETED' });
	});

	it.each([
		['ERROR', { error: { message: 'Pipeline exploded' } }],
		['ERROR', { error: 'exploded', result: {} }],
		['COMPLETED', { result: { image_url: 'https://x.example/a.png' } }],
		['COMPLETED', { result: { seed: 1 }, error: null, status: null, status_url: 'x' }],
		['IN_PROGRESS', { status_url: 'https://x.example/v2/status/r1' }],
		['UNKNOWN', { request_id: 'r1' }],
	])(
		'%s, as its SDKs read a body without one, which stays as it came: %j',
		async (status, body) => {
			const { value } = await meaning(200, body);

			expect(value).toEqual({ status, body: { request_id: 'r1', ...body } });
		},
	);

	it('behind a byte-order mark', async () => {
		expect((await meaning(200, '\uFEFF{"status": "COMPLETED"}')).state).toBe('finished');
	});

	it.each([200, 404])('NOT_FOUND, with HTTP %i: nobody knows the request', async (statusCode) => {
		expect(await failureOf(statusCode, { status: 'NOT_FOUND' })).toMatchObject({
			state: 'notFound',
			code: 404,
			message: 'Bria does not know the request "r1"',
		});
	});
});

describe('An answer without a status', () => {
	it.each(['', '<html>', '5', 'null', '[]', '["status"]', '{}', '{"status": 5}', '{"ok": true}'])(
		'is asked for again: %s',
		async (text) => {
			expect(await meaning(200, text)).toMatchObject({
				state: 'retry',
				value: { failure: { code: 'no_status' } },
			});
		},
	);

	it.each(['5', 'null', '[]'])('is told from one that has no status: %s', async (text) => {
		expect((await failureOf(200, text)).details).toContain('the answer was no usable JSON');
	});

	it('is told with whom it came from, and what that says', async () => {
		const headers = { server: 'nginx', via: '1.1 edge' };

		const { details } = await failureOf(200, { message: 'Login required' }, headers);

		expect(details).toMatch(/the answer had no status \(from 1\.1 edge, nginx\)/);
		expect(details).toMatch(/\. The answer says: Login required$/);
	});
});

describe('A verdict in the form of those of Bria counts', () => {
	it.each([
		[400, 'failed'],
		[401, 'denied'],
		[403, 'denied'],
		[404, 'notFound'],
		[405, 'failed'],
		[422, 'failed'],
	])('HTTP %i means %s', async (statusCode, state) => {
		for (const body of [REFUSAL, { status: 'ERROR' }, { detail: 'unauthorized' }]) {
			expect(await failureOf(statusCode, body)).toMatchObject({ state, code: statusCode });
		}
	});

	it.each<[object, string]>([
		[REFUSAL, 'Gone. Long ago.'],
		[{ detail: 'unauthorized' }, 'unauthorized'],
		[{ detail: [{ loc: ['path', 'request_id'], msg: 'too short' }] }, 'path.request_id: too short'],
		[{ error: { code: 1, details: { field: 'seed', why: 'odd' } } }, 'field: seed. why: odd'],
		[{ error: { code: 1, message: ['one', { message: 'two' }] } }, 'one. two'],
		[{ request_id: 'e1', message: 'Gone' }, 'Gone'],
	])('and is told in its words: %j', async (body, words) => {
		expect((await failureOf(400, body)).details).toMatch(
			new RegExp(`Bria says: ${words.replaceAll('.', '\\.')}$`),
		);
	});
});

describe('A verdict in another form is not that of Bria, and is asked for again', () => {
	const pages = [PAGE, '', 'Forbidden'];
	const documents = [{ message: 'Forbidden' }, { error: 'Forbidden' }, { ok: false }, ['error']];
	const cases = [400, 401, 403, 405, 451].flatMap((statusCode) =>
		[...pages, ...documents].map((body) => [statusCode, body] as const),
	);
	cases.push(...pages.map((body) => [404, body] as const));

	it.each(cases)('HTTP %i: %j', async (statusCode, body) => {
		const { state, code, message } = await failureOf(statusCode, body, { server: 'cloudflare' });

		expect([state, code]).toEqual(['retry', statusCode]);
		expect(message).toMatch(/^A firewall or proxy .*"r1".* from cloudflare\)$/);
	});

	it('HTTP 407 names the proxy', async () => {
		const { state, code, message, details } = await failureOf(407, PAGE, { server: 'squid/6.6' });

		expect([state, code]).toEqual(['retry', 407]);
		expect(message).toMatch(/the proxy .*squid\/6\.6.* password/);
		expect(details).toMatch(/HTTPS_PROXY/);
	});

	it.each(['detail', 'message', 'error'])(
		'even with 404, where it says that there is no such path: %s',
		async (field) => {
			expect((await failureOf(404, { [field]: 'Not Found' })).state).toBe('retry');
			expect((await failureOf(404, { [field]: 'Gone' })).state).toBe('notFound');
		},
	);

	it.each([
		{ status: 404, message: 'No handler found' },
		{ statusCode: 404, message: 'Resource not found' },
		{ success: false, errors: [{ code: 7003, message: 'Could not route' }] },
		{ ok: false },
	])('even with 404, in the JSON of a gateway: %j', async (body) => {
		expect((await failureOf(404, body)).state).toBe('retry');
	});
});

it.each([
	[299, 'finished'],
	[300, 'failed'],
	[302, 'failed'],
	[408, 'retry'],
	[500, 'retry'],
	[503, 'retry'],
])('HTTP %i means %s, whatever the body says', async (statusCode, state) => {
	expect((await meaning(statusCode, { status: 'COMPLETED' })).state).toBe(state);
});

it("HTTP 5xx is told with Bria's words", async () => {
	expect((await failureOf(503, REFUSAL)).details).toMatch(/HTTP 503\..* Bria says: Gone/);
});

it('HTTP 5xx in the words of somebody else is not told as those of Bria', async () => {
	const { details } = await failureOf(502, { error: 'no upstream' }, { server: 'envoy' });

	expect(details).toMatch(/HTTP 502 from envoy\..* The answer says: no upstream$/);
});

it.each([
	['7', 7_000],
	[undefined, undefined],
])('HTTP 429 says how long to pause: Retry-After %s', async (retryAfter, retryAfterMs) => {
	const value = expect.objectContaining({ failure: expect.objectContaining({ code: 429 }) });

	const answer = await meaning(429, '', { 'retry-after': retryAfter });

	expect(answer).toEqual({ state: 'rateLimited', value, retryAfterMs });
});

it('The API token is in nothing that is told, whichever answer quotes it', async () => {
	const headers = { server: 'a-token' };
	for (const answer of [{ message: 'a-token' }, { detail: 'a-token' }, '<p>a-token']) {
		for (const statusCode of [200, 401, 403, 404, 407, 422, 503]) {
			const told = JSON.stringify(await meaning(statusCode, answer, headers));
			expect(told).not.toContain('a-token');
		}
	}
});
