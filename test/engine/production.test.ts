import { setTimeout as pause } from 'node:timers/promises';

import { type Fault, type FaultFunction, faults } from '../simulator';
import { until } from '../simulator/testClient';
import { execute, itemsOf, shown, start } from './briaStatus';
import { useFastTime } from './fastTime';
import { useSimulator } from './useSimulator';

const COMPLETED = 0;
const MINUTE_MS = 60_000;

const asItem = (request_id: string) => ({ request_id });
const perMinute = (requestsPerMinute: number) => ({ credential: { requestsPerMinute } });
const get = { parameters: { operation: 'get' } };
const seconds = (maxWaitSeconds: number) => ({ parameters: { maxWaitSeconds } });

/** The most that came in any minute. */
const busiestMinute = (calls: ReadonlyArray<{ at: number }>) =>
	Math.max(
		...calls.map(
			({ at: from }) => calls.filter(({ at }) => at >= from && at < from + MINUTE_MS).length,
		),
	);

describe('In minutes that pass quickly', () => {
	useFastTime();
	const bria = useSimulator();
	const asked = () => bria().statusCalls.length;
	const jobs = (count: number, job = {}) =>
		Array.from({ length: count }, () => asItem(bria().addJob(job)));

	it('one finished job is seen at once beside an execution that waits for 200', async () => {
		const large = start(bria(), jobs(200, { afterMs: Infinity }), perMinute(120));
		await until(() => asked() > 150);
		const before = asked();
		const small = jobs(1);

		const { outputs } = await execute(bria(), small, perMinute(120));
		const seen = bria().statusCalls.findIndex(
			({ requestId }) => requestId === small[0]?.request_id,
		);
		large.cancel();
		await large.result;

		expect(outputs[COMPLETED]).toHaveLength(1);
		expect(seen - before).toBeLessThan(10);
	});

	it('Get Status of one request does not wait for that of 130', async () => {
		const large = execute(bria(), jobs(130), { ...get, ...perMinute(60) });
		await until(() => asked() >= 60);
		const small = jobs(1);

		const { outputs } = await execute(bria(), small, { ...get, ...perMinute(60) });

		expect(outputs[COMPLETED]).toHaveLength(1);
		const order = bria().statusCalls.map(({ requestId }) => requestId);
		expect(order.indexOf(String(small[0]?.request_id))).toBeLessThan(65);
		expect((await large).outputs[COMPLETED]).toHaveLength(130);
	});

	it('45 seconds without Bria are waited out', async () => {
		const items = jobs(3, { afterMs: 100_000 });
		const startedAt = performance.now();
		const away: FaultFunction = ({ res, body }) => {
			const since = performance.now() - startedAt;
			if (since < 20_000 || since > 65_000) res.json(body);
			else res.status(503).end();
		};
		bria().fault('*', Array<Fault>(500).fill(away));

		const { outputs } = await execute(bria(), items, seconds(600));

		expect(outputs[COMPLETED]).toHaveLength(3);
		expect(bria().statusCalls.some(({ statusCode }) => statusCode === 503)).toBe(true);
	});

	it('rounds of a loop go on where the last one ended: jobs that never end hide no others', async () => {
		const endless = jobs(10, { afterMs: Infinity });
		let unfinished = [...endless, ...jobs(50)];

		for (let round = 0; round < 60 && unfinished.length > 10; round++) {
			const setup = { ...perMinute(120), ...seconds(4) };
			const { outputs } = await execute(bria(), unfinished, setup);
			const completed = new Set(itemsOf(outputs[COMPLETED]));
			unfinished = unfinished.filter((_, i) => !completed.has(i));
		}

		expect(unfinished).toEqual(endless);
	});

	it('of two credentials with one token the smaller plan holds, while it is in use', async () => {
		const small = start(bria(), jobs(1, { afterMs: Infinity }), perMinute(10));
		await until(() => asked() > 0);

		await execute(bria(), jobs(15), perMinute(60));
		expect(busiestMinute(bria().statusCalls)).toBeLessThanOrEqual(10);
		small.cancel();
		await small.result;
		const before = asked();
		await execute(bria(), jobs(30), perMinute(60));
		expect(busiestMinute(bria().statusCalls.slice(before))).toBeGreaterThan(10);
	});

	it('a failed download ends the run with On Error: Stop, though others are unfinished', async () => {
		const failed = bria().addJob({ file: { statusCode: 404 } });
		const items = [...jobs(2, { afterMs: Infinity }), asItem(failed)];
		const downloadResult = { parameters: { downloadResult: true, maxWaitSeconds: 1_000_000 } };

		const { error, status } = await execute(bria(), items, downloadResult);

		expect(status).toBe('error');
		expect(shown(error).message).toMatch(/its image is not reachable.* \[item 2\]$/);
		// One may have left together with the download.
		const calls = asked() + 1;
		await pause(200);
		expect(asked()).toBeLessThanOrEqual(calls);
	});
});

describe('In time that passes hardly faster than real time', () => {
	useFastTime(1);
	const bria = useSimulator();
	const jobs = (count: number) => Array.from({ length: count }, () => asItem(bria().addJob()));

	it('a stray 429 among 300 finished jobs costs little more than its Retry-After', async () => {
		const items = jobs(300);
		bria().fault(String(items[11]?.request_id), [faults.status(429, { retryAfter: 1 })]);

		const { outputs } = await execute(bria(), items, { ...perMinute(1_000), ...seconds(50) });

		expect(outputs[COMPLETED]).toHaveLength(300);
	});

	it.each([10, 60])(
		'as many finished jobs as the plan has requests (%i) do not wait for more',
		async (plan) => {
			const { outputs } = await execute(bria(), jobs(plan), { ...perMinute(plan), ...seconds(50) });

			expect(outputs[COMPLETED]).toHaveLength(plan);
		},
	);

	it('small batches of finished jobs, one after the other, go without a pause', async () => {
		for (let batch = 0; batch < 5; batch++) await execute(bria(), jobs(3), perMinute(1_000));

		const at = bria().statusCalls.map((call) => call.at);
		const gaps = at.slice(1).map((time, i) => time - Number(at[i]));
		expect(gaps.filter((gap) => gap >= 1_000)).toEqual([]);
	});
});
