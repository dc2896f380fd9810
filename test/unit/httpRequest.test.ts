import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { IExecuteFunctions } from 'n8n-workflow';

import { send } from '../../nodes/api/httpRequest';

const GET = { method: 'GET', url: 'url' } as const;

/** What n8n is given to end a request by. */
let end: AbortSignal | undefined;

function answering(body: Readable, before: () => void = () => undefined): IExecuteFunctions {
	async function httpRequestWithAuthentication(this: IExecuteFunctions) {
		end = this.getExecutionCancelSignal();
		await Promise.resolve();
		before();
		return { statusCode: 200, headers: {}, body };
	}
	return { helpers: { httpRequestWithAuthentication } } as unknown as IExecuteFunctions;
}

const endless = () => new Readable({ read: () => undefined });

describe('A large answer', () => {
	const { signal } = new AbortController();
	const sized = (bytes: number) => answering(Readable.from([Buffer.alloc(bytes, ' ')]));

	it('of 5 MB is read', async () => {
		const answer = await send(sized(5_000_000), GET, 60_000, signal);

		expect(answer).toMatchObject({ statusCode: 200 });
	});

	it('of more is not', async () => {
		const answer = await send(sized(5_000_001), GET, 60_000, signal);

		expect(answer).toMatchObject({ code: 'too_large', wasSent: true, mayPass: true });
	});
});

describe('An answer that stalls', () => {
	it('is given up in time, however often Node.js collects its garbage before', async () => {
		setFlagsFromString('--expose-gc');
		const collectGarbage = runInNewContext('gc') as () => void;
		const collecting = setInterval(collectGarbage, 20).unref();
		try {
			const answer = await send(answering(endless()), GET, 300, new AbortController().signal);

			expect(answer).toMatchObject({ code: 'timeout' });
		} finally {
			clearInterval(collecting);
		}
	});
});

describe('A request that is over', () => {
	it('does not wait for the end of its run, which may make thousands', async () => {
		const { signal } = new AbortController();
		const body = Readable.from([Buffer.from('{}')]);

		const answer = await send(answering(body), GET, 60_000, signal);

		expect(answer).toEqual({ statusCode: 200, headers: {}, text: '{}' });
		expect(end?.aborted).toBe(true);
	});

	it('does not hold its answer until its time is up', async () => {
		const body = Readable.from([Buffer.from('{}')]);

		await send(answering(body), GET, 60_000, new AbortController().signal);

		expect(getEventListeners(end as AbortSignal, 'abort')).toEqual([]);
	});

	it('is over as soon as its run is, and its answer is not read on', async () => {
		const run = new AbortController();
		const body = endless();
		const asking = send(answering(body), GET, 60_000, run.signal);
		await new Promise(setImmediate);
		run.abort();

		expect(await asking).toMatchObject({ code: 'timeout' });
		expect(body.destroyed).toBe(true);
	});

	it('does not read an answer that begins afterwards', async () => {
		const run = new AbortController();
		const body = endless();

		const answer = await send(
			answering(body, () => run.abort()),
			GET,
			2_000,
			run.signal,
		);

		expect(answer).toMatchObject({
			code: 'timeout',
			what: 'no answer within 2 seconds',
			wasSent: true,
		});
		expect(body.destroyed).toBe(true);
	});
});
