import { Readable } from 'node:stream';

import type { IExecuteFunctions } from 'n8n-workflow';

import { get } from '../../nodes/BriaStatus/transport';

/** What n8n is given to end a request by. */
let end: AbortSignal | undefined;

function answering(body: Readable): IExecuteFunctions {
	async function httpRequestWithAuthentication(this: IExecuteFunctions) {
		end = this.getExecutionCancelSignal();
		return { statusCode: 200, headers: {}, body };
	}
	return { helpers: { httpRequestWithAuthentication } } as unknown as IExecuteFunctions;
}

describe('A request that is over', () => {
	it('does not wait for the end of its run, which may make thousands', async () => {
		const run = new AbortController();

		const answer = await get(
			answering(Readable.from([Buffer.from('{}')])),
			'url',
			60_000,
			run.signal,
		);

		expect(answer).toEqual({ statusCode: 200, headers: {}, text: '{}' });
		expect(end?.aborted).toBe(true);
	});

	it('is over as soon as its run is, and its answer is not read on', async () => {
		const run = new AbortController();
		const body = new Readable({ read: () => undefined });
		const asking = get(answering(body), 'url', 60_000, run.signal);
		await new Promise(setImmediate);
		run.abort();

		expect(await asking).toMatchObject({ code: 'timeout' });
		expect(body.destroyed).toBe(true);
	});
});
