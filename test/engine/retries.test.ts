import type { IDataObject } from 'n8n-workflow';

import { type Fault, faults } from '../simulator';
import { execute } from './briaStatus';
import { useFastTime } from './fastTime';
import { useSimulator } from './useSimulator';

const COMPLETED = 0;
const ERROR = 1;

const CONTINUE = { settings: { onError: 'continueRegularOutput' } } as const;

const asItem = (request_id: string) => ({ request_id });
const askedFor = (id: string) => bria().callsFor(id).length;

useFastTime();
const bria = useSimulator();

describe('What may pass is asked again until there is an answer', () => {
	const passing: Array<[string, Fault]> = [
		['HTTP 500', 500],
		['HTTP 502', 502],
		['HTTP 503', 503],
		['HTTP 504', 504],
		['HTTP 408', 408],
		['HTTP 429', 429],
		['a broken connection', faults.broken()],
		['an answer that breaks off', faults.brokenBody()],
		['a page for people', faults.html()],
		['an empty answer', faults.empty()],
		['half an answer', faults.cutJson()],
		['an answer of somebody else', faults.status(200, { body: { ok: true } })],
		['a list', faults.status(200, { body: ['COMPLETED'] })],
		['a status that is no text', faults.status(200, { body: { status: 1 } })],
		['lists in lists without end', faults.nested()],
		['an endless answer', faults.oversized(8_000_000)],
	];

	it.each(passing)('%s', async (_, fault) => {
		const id = bria().addJob();
		bria().fault(id, [fault]);

		const { outputs, hints } = await execute(bria(), [asItem(id)]);

		expect(outputs[COMPLETED]?.[0]?.json).toMatchObject({ status: 'COMPLETED', request_id: id });
		expect(askedFor(id)).toBe(2);
		expect(hints).toEqual([]);
	});

	it('also when asking once, which means one answer', async () => {
		const id = bria().addJob();
		bria().fault(id, [503]);

		const { outputs } = await execute(bria(), [asItem(id)], { parameters: { operation: 'get' } });

		expect(outputs[COMPLETED]).toHaveLength(1);
	});

	it('a slow answer is waited for', async () => {
		const id = bria().addJob({ body: { status: 'COMPLETED' } });
		bria().fault(id, [faults.slow()]);

		const { outputs } = await execute(bria(), [asItem(id)]);

		expect(outputs[COMPLETED]).toHaveLength(1);
		expect(askedFor(id)).toBe(1);
	});
});

describe('Five times in a row at most', () => {
	it('with pauses that grow, and then the call has failed', async () => {
		const id = bria().addJob();
		bria().fault(id, [500, 502, faults.broken(), faults.empty(), 503, faults.html()]);

		const { outputs } = await execute(bria(), [asItem(id)], CONTINUE);

		expect(outputs[ERROR]?.[0]?.json.error).toEqual({
			code: 'no_status',
			message: `Bria gave no usable answer for the request "${id}"`,
			details: expect.stringMatching(/^The last of several tries: the answer was no usable JSON\./),
		});
		const at = bria().log.map((call) => call.at);
		const pauses = at.slice(1).map((time, i) => time - (at[i] as number));
		expect(pauses).toHaveLength(5);
		for (const [i, pause] of pauses.entries()) {
			expect(pause).toBeGreaterThan(700 * 2 ** i);
		}
	});

	it('and then the item says what was wrong', async () => {
		const wrong: Array<[string, Fault]> = [
			['the answer was empty', faults.empty()],
			['the answer was empty', faults.status(200, { body: ' \n' })],
			['the answer had no status', faults.status(200, { body: { ok: true } })],
			['the answer was no usable JSON', faults.status(200, { body: ['COMPLETED'] })],
			['the answer was too large', faults.oversized(8_000_000)],
			['the connection was broken (ECONNRESET)', faults.broken()],
		];
		const items = wrong.map(([, fault]) => {
			const id = bria().addJob();
			bria().fault(id, Array<Fault>(6).fill(fault));
			return asItem(id);
		});

		const { outputs } = await execute(bria(), items, CONTINUE);

		const details = outputs[ERROR]?.map(({ json }) => (json.error as IDataObject).details);
		const words = wrong.map(([what]) => `The last of several tries: ${what}. The job may`);
		expect(details?.map((text) => String(text).slice(0, String(text).indexOf(' still')))).toEqual(
			words,
		);
	});

	it('counts each request by itself', async () => {
		const [bad, good] = [bria().addJob(), bria().addJob()];
		bria().fault(bad, Array<Fault>(6).fill(503));
		bria().fault(good, Array<Fault>(5).fill(503));
		const parameters = { operation: 'get' };

		const { outputs } = await execute(bria(), [asItem(bad), asItem(good)], {
			...CONTINUE,
			parameters,
		});

		expect(outputs[ERROR]?.[0]?.json.request_id).toBe(bad);
		expect(outputs[COMPLETED]?.[0]?.json.request_id).toBe(good);
	});
});

describe('Once Bria gave a good answer, an outage is waited out', () => {
	const eightTimes = Array<Fault>(8).fill(503);

	it('for the request that it was given for', async () => {
		const id = bria().addJob();
		const good = faults.status(200, { body: { status: 'IN_PROGRESS' } });
		bria().fault(id, [...Array<Fault>(4).fill(503), good, ...eightTimes]);

		const { outputs } = await execute(bria(), [asItem(id)]);

		expect(outputs[COMPLETED]).toHaveLength(1);
		expect(askedFor(id)).toBe(14);
	});

	it('for all others', async () => {
		const [bad, good] = [bria().addJob(), bria().addJob()];
		bria().fault(bad, eightTimes);

		const { outputs } = await execute(bria(), [asItem(bad), asItem(good)]);

		expect(outputs[COMPLETED]).toHaveLength(2);
	});

	it('until Max Wait is over, which leaves what never had an answer as a failed call', async () => {
		const [bad, good] = [bria().addJob(), bria().addJob()];
		bria().fault(bad, Array<Fault>(100).fill(503));

		const { outputs } = await execute(bria(), [asItem(bad), asItem(good)], {
			...CONTINUE,
			parameters: { maxWaitSeconds: 60 },
		});

		expect(outputs[ERROR]?.[0]?.json).toMatchObject({ request_id: bad, error: { code: 503 } });
		expect(outputs[COMPLETED]?.[0]?.json.request_id).toBe(good);
		expect(askedFor(bad)).toBeGreaterThan(6);
	});
});

describe('What stays is asked once', () => {
	it.each<[string, Fault]>([
		['HTTP 400', 400],
		['HTTP 401', 401],
		['HTTP 403', 403],
		['HTTP 422', 422],
		['a redirect', faults.redirect()],
		['a permanent redirect', faults.redirect(undefined, 308)],
	])('%s', async (_, fault) => {
		const id = bria().addJob();
		bria().fault(id, [fault]);

		const { error } = await execute(bria(), [asItem(id)]);

		expect(error?.message).toMatch(/\[item 0\]$/);
		expect(askedFor(id)).toBe(1);
	});
});

describe('A request that Bria does not know', () => {
	it('may only be too new, and is asked for again when its end is waited for', async () => {
		const id = bria().addJob();
		bria().fault(id, [404, 404]);

		const { outputs } = await execute(bria(), [asItem(id)]);

		expect(outputs[COMPLETED]).toHaveLength(1);
		expect(askedFor(id)).toBe(3);
	});

	it('is asked for once where it was seen before', async () => {
		const id = bria().addJob({ afterMs: Infinity });
		bria().fault(id, [faults.status(200, { body: { status: 'IN_PROGRESS' } }), 404]);

		const { error } = await execute(bria(), [asItem(id)]);

		expect(error?.message).toMatch(/does not know the request .* \[item 0\]$/);
		expect(askedFor(id)).toBe(2);
	});

	it('is asked for once by Get Status', async () => {
		bria().fault('r1', [404]);

		const { error } = await execute(bria(), [asItem('r1')], { parameters: { operation: 'get' } });

		expect(error?.message).toBe('Bria does not know the request "r1" [item 0]');
		expect(askedFor('r1')).toBe(1);
	});
});
