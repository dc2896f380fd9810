import { PassThrough } from 'node:stream';

import type { IExecuteFunctions } from 'n8n-workflow';

import { explain, get } from '../../nodes/BriaStatus/transport';

describe('A broken connection', () => {
	it.each([
		[{ message: 'reset', code: 'ECONNRESET' }, 'the connection was broken (ECONNRESET)'],
		[
			{ message: 'm', code: 'ERR', cause: { code: 'ECONNREFUSED' } },
			'the connection was broken (ECONNREFUSED)',
		],
		[{ message: 'stream has been aborted' }, 'stream has been aborted'],
	])('is told by its code, or else in its own words: %j', (error, what) => {
		expect(explain(error).what).toBe(what);
	});
});

describe('An answer that begins after the end', () => {
	it('is not read', async () => {
		const body = new PassThrough();
		const end = new AbortController();
		const httpRequestWithAuthentication = async () => {
			await Promise.resolve();
			end.abort();
			return { statusCode: 200, headers: {}, body };
		};
		const context = { helpers: { httpRequestWithAuthentication } } as never as IExecuteFunctions;

		const answer = await get(context, 'https://x.example/status/r1', 1_500, end.signal);

		expect(answer).toEqual({ code: 'timeout', what: 'no answer within 2 seconds' });
		expect(body.destroyed).toBe(true);
	});
});
