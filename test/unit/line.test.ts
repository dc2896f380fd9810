import { RateLimiter } from '../../nodes/polling/rateLimiter';
import { VirtualClock } from '../bench/virtualClock';
import {
	broken,
	busiest,
	finished,
	finishedAfter,
	ids,
	inProgress,
	startToWait,
	wait,
	type Waited,
} from './waiting';

const times = ({ asked }: Waited) => asked.map(({ at }) => at);
const idsOf = ({ asked }: Waited) => asked.map(({ id }) => id);

describe('Without results in sight, the line moves step by step', () => {
	const moments = async (count: number, requestsPerMinute: number, maxWaitMs = 600_000) =>
		times(await wait(ids(count), () => inProgress, { requestsPerMinute, maxWaitMs }));

	it('in turn', async () => {
		const waited = await wait(ids(5), () => inProgress, { maxWaitMs: 20_000 });
		expect(idsOf(waited).slice(0, 10)).toEqual([...ids(5), ...ids(5)]);
	});

	it('1.25 s apart on a large plan, for 40 s', async () => {
		const at = await moments(100, 1_000, 80_000);
		expect(at.slice(0, 4)).toEqual([0, 1_250, 2_500, 3_750]);
		expect(at.filter((moment) => moment < 40_000)).toHaveLength(32);
		expect(at.filter((moment) => moment >= 40_000).length).toBeGreaterThan(100);
	});

	it('at twice the even pace of a small plan where half a minute is enough for all', async () => {
		const at = await moments(5, 10);
		expect(at.slice(0, 4)).toEqual([0, 3_000, 6_000, 9_000]);
		expect(at.slice(10, 13)).toEqual([60_500, 63_500, 66_500]);
	});

	it('with what its minutes have to spare spread over 40 s', async () => {
		const first = (await moments(100, 60)).filter((at) => at < 40_000);
		expect(first).toHaveLength(19);
		expect(first[1]).toBeCloseTo(40_000 / 19);
	});

	it('and stands still for 40 s where one wasted request would cost a minute', async () => {
		expect((await moments(10, 10))[0]).toBe(40_000);
		expect((await moments(100, 10))[0]).toBe(40_000);
	});

	it('or for half the time to wait', async () => {
		expect((await moments(10, 10, 30_000))[0]).toBe(15_000);
	});
});

describe('When results are ready', () => {
	it('twice as many go side by side each time, until one is unfinished', async () => {
		const last = (id: string) => id === '14';
		const script = (id: string) => (last(id) ? inProgress : finished);
		const waited = await wait(ids(20), script, { maxWaitMs: 60_000 });
		const sideBySide = (ms: number) => times(waited).filter((at) => at === ms).length;
		expect([0, 100, 200, 300].map(sideBySide)).toEqual([1, 1, 2, 4]);
	});

	it('a batch of 20 that takes 2 s is through in less than 4 s', async () => {
		const waited = await wait(ids(20), finishedAfter(2_000));
		expect(waited.endedAt).toBeLessThan(4_000);
		expect(waited.asked.length).toBeLessThanOrEqual(25);
	});

	it('the line does not stand still any longer than three times what the first one took', async () => {
		const script = (id: string) => (id === '0' ? finished : inProgress);
		const setup = { requestsPerMinute: 12, maxWaitMs: 600_000, roundTripMs: 1_000 };
		const waited = await wait(ids(11), script, setup);
		expect(times(waited).slice(0, 3)).toEqual([0, 1_000, 5_000]);
	});

	it('nor on a clock that began long ago', async () => {
		const clock = new VirtualClock();
		await clock.run(clock.sleep(1_000_000));
		const script = (id: string) => (id === '0' ? finished : inProgress);
		const setup = { requestsPerMinute: 12, maxWaitMs: 600_000, roundTripMs: 1_000 };
		const waited = await clock.run(startToWait(clock, ids(11), script, setup));
		const passed = times(waited).map((at) => at - 1_000_000);
		expect(passed.slice(0, 3)).toEqual([0, 1_000, 5_000]);
	});

	it('ten go at once, and then everything else in the process has a turn', async () => {
		const waited = await wait(ids(500), () => finished);
		expect(busiest(times(waited), 1)).toBe(10);
	});

	it('nobody has a turn any more when all is over', async () => {
		const { clock } = await wait(ids(10), () => finished, { roundTripMs: 0 });
		expect(clock.sleepers).toBe(0);
	});

	it('no more than 250 go side by side', async () => {
		const { asked } = await wait(ids(2_000), () => finished, { requestsPerMinute: 100_000 });
		const moments = asked.map(({ at }) => at);
		const shorterThanTheRoundTripMs = 99;
		expect(busiest(moments, shorterThanTheRoundTripMs)).toBe(250);
	});
});

describe('With Get Status', () => {
	const once = { mode: 'once' } as const;

	it('the next goes as soon as a call has failed', async () => {
		const waited = await wait(ids(3), (_, nth) => (nth === 1 ? broken : finished), once);
		expect(times(waited).slice(0, 3)).toEqual([0, 100, 200]);
	});

	it('the next does not wait for a slow answer', async () => {
		const waited = await wait(ids(3), () => finished, { ...once, roundTripMs: 5_000 });
		expect(times(waited)).toEqual([0, 1_250, 2_500]);
	});
});

describe('Executions at once', () => {
	const runAll = async (executions: number, count: number, requestsPerMinute: number) => {
		const clock = new VirtualClock();
		const budget = new RateLimiter(clock, requestsPerMinute);
		const runs = ids(executions).map(() =>
			startToWait(clock, ids(count), finishedAfter(10_000), { budget }),
		);
		return await clock.run(Promise.all(runs));
	};

	it('together move faster by their number, since each would at its own pace', async () => {
		const all = (await runAll(10, 1, 1_000)).flatMap(times).sort((a, b) => a - b);
		expect(all.slice(0, 4)).toEqual([0, 125, 250, 375]);
	});

	it('take turns, so that one item does not wait for a thousand', async () => {
		const clock = new VirtualClock();
		const budget = new RateLimiter(clock, 10);
		const many = startToWait(clock, ids(1_000), () => finished, { budget, maxWaitMs: 600_000 });
		const late = clock.sleep(200_000).then(async () => {
			return await startToWait(clock, ['late'], () => finished, { budget });
		});
		const [, one] = await clock.run(Promise.all([many, late]));
		expect(one.endedAt).toBeLessThan(200_000 + 61_000);
	});

	it('take turns from the start', async () => {
		const clock = new VirtualClock();
		const budget = new RateLimiter(clock, 1_000);
		const order: string[] = [];
		const run = (name: string) =>
			startToWait(clock, ids(3), () => (order.push(name), inProgress), {
				...{ budget, maxWaitMs: 5_000 },
			});
		await clock.run(Promise.all([run('a'), run('b'), run('c')]));
		expect(order.slice(0, 9).join('')).toBe('abcabcabc');
	});

	it('do not stand still for longer because another one comes', async () => {
		const clock = new VirtualClock();
		const setup = { budget: new RateLimiter(clock, 10), maxWaitMs: 600_000 };
		const early = startToWait(clock, ids(10), () => inProgress, setup);
		const late = clock.sleep(30_000).then(async () => {
			return await startToWait(clock, ids(10), () => inProgress, setup);
		});
		const all = await clock.run(Promise.all([early, late]));
		expect(Math.min(...all.flatMap(times))).toBe(40_000);
	});

	it('do not count any more when they are over', async () => {
		const clock = new VirtualClock();
		const budget = new RateLimiter(clock, 20);
		const run = async () => {
			await startToWait(clock, ids(5), () => finished, { budget });
			return await startToWait(clock, ids(10), () => inProgress, { budget, maxWaitMs: 60_000 });
		};
		const [first = 0, second = 0] = times(await clock.run(run()));
		expect(second - first).toBe(1_500);
	});
});
