import { Readable } from 'node:stream';

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { statusService } from '../../nodes/api/statusService';

const credential = { apiToken: 'a-token', baseUrl: 'https://x.example/v2', requestsPerMinute: 60 };

/** What an answer of Bria means. */
async function meaning(statusCode: number, text: string, headers: IDataObject = {}) {
	const body = Readable.from([Buffer.from(text)]);
	const httpRequestWithAuthentication = async () => ({ statusCode, headers, body });
	const context = { helpers: { httpRequestWithAuthentication } } as unknown as IExecuteFunctions;
	return await statusService(context, credential)('r1', new AbortController().signal);
}

describe('Bria has a status', () => {
	it.each([
		['IN_PROGRESS', 'inProgress'],
		['COMPLETED', 'finished'],
		['ERROR', 'finished'],
		['SOMETHING_NEW', 'finished'],
	])('%s', async (status, state) => {
		const body = { request_id: 'r1', status };

		expect(await meaning(200, JSON.stringify(body))).toEqual({ state, value: { body } });
	});
});

describe('An answer without a status', () => {
	it.each(['', '<html>', '5', 'null', '[]', '["status"]', '{}', '{"status": 5}'])(
		'is asked for again: %s',
		async (text) => {
			expect(await meaning(200, text)).toMatchObject({
				state: 'retry',
				value: { failure: { code: 'no_status' } },
			});
		},
	);

	it.each(['5', 'null', '[]'])('is told from one that has no status: %s', async (text) => {
		const { value } = await meaning(200, text);

		expect(value.failure?.details).toContain('the answer was no usable JSON');
	});
});

it.each([
	[200, 'finished'],
	[299, 'finished'],
	[300, 'failed'],
	[401, 'denied'],
	[403, 'denied'],
	[404, 'failed'],
	[422, 'failed'],
	[500, 'retry'],
])('HTTP %s means %s, whatever the body says', async (statusCode, state) => {
	expect((await meaning(statusCode, '{"status": "COMPLETED"}')).state).toBe(state);
});

it.each([
	['7', 7_000],
	[undefined, undefined],
])('HTTP 429 says how long to pause: Retry-After %s', async (retryAfter, retryAfterMs) => {
	const value = { failure: expect.objectContaining({ code: 429 }) };

	const answer = await meaning(429, '', { 'retry-after': retryAfter });

	expect(answer).toEqual({ state: 'rateLimited', value, retryAfterMs });
});
