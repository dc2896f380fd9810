import type { RetryAfter } from '../simulator';
import { execute, itemsOf } from './briaStatus';
import { useFastTime } from './fastTime';
import { useSimulator } from './useSimulator';

const COMPLETED = 0;
const IN_PROGRESS = 3;
const MINUTE_MS = 60_000;

useFastTime();
const bria = useSimulator();

const asItem = (request_id: string) => ({ request_id });
const jobs = (count: number, job = {}) =>
	Array.from({ length: count }, () => asItem(bria().addJob(job)));
const perMinute = (requestsPerMinute: number) => ({ credential: { requestsPerMinute } });
const seconds = (maxWaitSeconds: number) => ({ parameters: { maxWaitSeconds } });

/** The most that arrived in any minute. */
function busiestMinute(): number {
	const at = bria().log.map((call) => call.at);
	return Math.max(
		...at.map((from) => at.filter((time) => time >= from && time < from + MINUTE_MS).length),
	);
}

describe('Get Status', () => {
	const get = { parameters: { operation: 'get' } };

	it('asks once and passes on what is in progress, with a hint', async () => {
		const id = bria().addJob({ afterMs: Infinity });

		const { outputs, hints } = await execute(bria(), [asItem(id)], get);

		const message = `Bria is still working on the request "${id}"`;
		const json = { status: 'IN_PROGRESS', request_id: id, message };
		expect(outputs[IN_PROGRESS]?.[0]?.json).toEqual(json);
		expect(bria().log).toHaveLength(1);
		const hint =
			'1 request still in progress. To ask again later, connect In Progress to a Wait node and back to this node.';
		expect(hints).toEqual([{ message: hint, type: 'warning', location: 'outputPane' }]);
	});
});

describe('Wait Until Finished', () => {
	it('asks once for a job that is finished already', async () => {
		const { outputs } = await execute(bria(), jobs(1));

		expect(outputs[COMPLETED]).toHaveLength(1);
		expect(bria().log).toHaveLength(1);
	});

	it('gets 20 jobs of 2 seconds through with a few requests each', async () => {
		const { outputs } = await execute(bria(), jobs(20, { afterMs: 2_000 }), perMinute(1_000));

		expect(outputs[COMPLETED]).toHaveLength(20);
		expect(bria().log.length).toBeLessThanOrEqual(20 * 4);
	});

	it('asks more seldom the longer it takes', async () => {
		const { outputs } = await execute(bria(), jobs(1, { afterMs: MINUTE_MS }));

		expect(outputs[COMPLETED]).toHaveLength(1);
		expect(bria().log.length).toBeLessThan(45);
	});

	it('lets what is unfinished leave by In Progress, with the last body and a hint', async () => {
		const body = { status: 'IN_PROGRESS', progress: 0.4 };
		const unfinished = bria().addJob({ body });
		const items = [...jobs(1), asItem(unfinished), ...jobs(1, { afterMs: Infinity })];

		const { outputs, hints } = await execute(bria(), items, seconds(5));

		expect(outputs.map(itemsOf)).toEqual([[0], [], [], [1, 2]]);
		const message = `Bria is still working on the request "${unfinished}"`;
		expect(outputs[IN_PROGRESS]?.[0]?.json).toEqual({ ...body, request_id: unfinished, message });
		expect(hints.map(({ message }) => message)).toEqual([
			"2 requests still in progress. Raise 'Max Wait (Seconds)', or connect In Progress to a Wait node and back to this node.",
		]);
	});

	it('lets what nobody could ask for in time leave by In Progress, without a made-up status and with a hint', async () => {
		const items = jobs(3);

		const { outputs, hints } = await execute(bria(), items, { ...perMinute(2), ...seconds(5) });

		expect(outputs.map((output) => output.length)).toEqual([2, 0, 0, 1]);
		const [left] = itemsOf(outputs[IN_PROGRESS]) as number[];
		expect(outputs[IN_PROGRESS]?.[0]?.json).toEqual({
			...items[left as number],
			message: expect.stringMatching(/^There was no time to ask Bria about the request ".+": /),
		});
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^1 request left by In Progress without being asked for: /),
		]);
	});
});

describe('The minute', () => {
	it('never holds more requests than the plan allows', async () => {
		const { outputs } = await execute(bria(), jobs(15), perMinute(10));

		expect(outputs[COMPLETED]).toHaveLength(15);
		expect(bria().log).toHaveLength(15);
		expect(busiestMinute()).toBeLessThanOrEqual(10);
	});

	it('is shared by executions at the same time and one after the other', async () => {
		const both = [jobs(6), jobs(6)].map(
			async (items) => await execute(bria(), items, perMinute(10)),
		);
		for (const { outputs } of await Promise.all(both)) expect(outputs[COMPLETED]).toHaveLength(6);
		await execute(bria(), jobs(3), perMinute(10));

		expect(bria().log).toHaveLength(15);
		expect(busiestMinute()).toBeLessThanOrEqual(10);
	});

	it('follows the credential when its limit is changed', async () => {
		await execute(bria(), jobs(10), perMinute(10));
		await execute(bria(), jobs(10), perMinute(1_000));
		expect(busiestMinute()).toBe(20);
	});
});

describe.each<RetryAfter>(['seconds', 'date', 'none'])(
	'Where a 429 says when to come back in this way: %s',
	(retryAfter) => {
		const strict = useSimulator({ requestsPerMinute: 5, retryAfter });
		const strictJobs = () => Array.from({ length: 4 }, () => asItem(strict().addJob()));

		it('a plan declared too high costs two executions time, but no item', async () => {
			const runs = [strictJobs(), strictJobs()].map(
				async (items) => await execute(strict(), items, perMinute(60)),
			);

			for (const { outputs } of await Promise.all(runs)) {
				expect(outputs[COMPLETED]).toHaveLength(4);
			}
		});
	},
);
