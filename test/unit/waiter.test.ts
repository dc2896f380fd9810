import { RateLimiter } from '../../nodes/polling/rateLimiter';
import type { PollResult } from '../../nodes/polling/pollLoop';
import { VirtualClock } from '../bench/virtualClock';
import {
	type Asked,
	broken,
	busiest,
	finished,
	finishedAfter,
	ids,
	inProgress,
	limited,
	startToWait,
	wait,
} from './waiting';

const MINUTE_MS = 60_000;
const ROUND_TRIP_MS = 100;

const times = (asked: readonly Asked[]) => asked.map(({ at }) => at);

function pauses(asked: readonly Asked[]): number[] {
	const at = times(asked);
	return at.slice(1).map((time, i) => time - (at[i] as number) - ROUND_TRIP_MS);
}

const states = (outcomes: Map<string, { state: string }>) =>
	[...outcomes.values()].map(({ state }) => state);

describe('A request', () => {
	it('that is finished already is asked for once, at once', async () => {
		const { outcomes, asked } = await wait(['a'], () => finished);
		expect(outcomes).toEqual(new Map([['a', { state: 'finished', value: 'COMPLETED' }]]));
		expect(times(asked)).toEqual([0]);
	});

	it('that is given twice is asked for once', async () => {
		const { outcomes, asked } = await wait(['a', 'a'], () => finished);
		expect([...outcomes.keys()]).toEqual(['a']);
		expect(asked).toHaveLength(1);
	});

	it('is asked for again after a tenth of its time, between 1 and 15 seconds', async () => {
		const { asked } = await wait(['a'], finishedAfter(400_000));
		pauses(asked).forEach((pause, i) => {
			const waited = (asked[i] as Asked).at + ROUND_TRIP_MS;
			expect(pause).toBeCloseTo(Math.min(15_000, Math.max(1_000, waited / 10)));
		});
		expect(Math.max(...pauses(asked))).toBe(15_000);
	});

	it('that cannot be asked for leaves with its failure, without another try', async () => {
		const { outcomes, asked } = await wait(['a'], () => ({ state: 'failed', value: '404' }));
		expect(outcomes.get('a')).toEqual({ state: 'failed', value: '404' });
		expect(asked).toHaveLength(1);
	});

	it('that cannot be asked for ends the run where it is to, and stops the others', async () => {
		const failing: PollResult<string> = { state: 'failed', value: '404' };
		const script = (id: string) => (id === '2' ? failing : inProgress);
		const { outcomes, endedAt } = await wait(ids(4), script, { endOnFailure: true });
		const stopped = { state: 'stopped' };
		const failed = { state: 'failed', value: '404' };
		expect([...outcomes.values()]).toEqual([failed, stopped, stopped, stopped]);
		expect(endedAt).toBeLessThan(60_000);
	});

	it('that cannot be asked for is no matter to the others, else', async () => {
		const failing: PollResult<string> = { state: 'failed', value: '404' };
		const script = (id: string) => (id === '2' ? failing : finished);
		const { outcomes } = await wait(ids(4), script);
		expect(states(outcomes).sort()).toEqual(['failed', 'finished', 'finished', 'finished']);
	});

	it('is asked for again after as long on a clock that began long ago', async () => {
		const clock = new VirtualClock();
		await clock.run(clock.sleep(1_000_000));
		const { asked } = await clock.run(
			startToWait(clock, ['a'], (_, nth) => (nth === 3 ? finished : inProgress)),
		);
		expect(pauses(asked)).toEqual([1_000, 1_000]);
	});

	it('is asked for once with Get Status, whatever the answer', async () => {
		const { outcomes, asked } = await wait(ids(50), () => inProgress, { mode: 'once' });
		expect(new Set(states(outcomes))).toEqual(new Set(['inProgress']));
		expect(asked).toHaveLength(50);
	});
});

describe('An error that nobody foresaw', () => {
	it('ends the run with it, and leaves nothing behind', async () => {
		const cause = new Error('unforeseen');
		const asked: string[] = [];
		const script = (id: string) => {
			asked.push(id);
			throw cause;
		};
		await expect(wait(ids(20), script, { maxWaitMs: 60_000 })).rejects.toBe(cause);
		expect(asked).toEqual(['0']);
	});
});

describe('No requests', () => {
	it('are no reason to wait', async () => {
		const { outcomes, endedAt } = await wait([], () => finished, { maxWaitMs: MINUTE_MS });
		expect(outcomes.size).toBe(0);
		expect(endedAt).toBe(0);
	});
});

describe('A call that may pass', () => {
	it('is made again five times in a row, after pauses that grow', async () => {
		const { outcomes, asked } = await wait(['a'], () => broken);
		expect(outcomes.get('a')).toEqual({ state: 'failed', value: 'broken' });
		expect(asked).toHaveLength(6);
		pauses(asked).forEach((pause, i) => {
			expect(pause).toBeGreaterThanOrEqual(0.75 * 1_000 * 2 ** i);
			expect(pause).toBeLessThanOrEqual(1.25 * 1_000 * 2 ** i);
		});
	});

	it('starts to count anew after a good answer', async () => {
		const { outcomes, asked } = await wait(['a'], (_id, nth) => {
			if (nth === 12) return finished;
			return nth === 6 ? inProgress : broken;
		});
		expect(outcomes.get('a')?.state).toBe('finished');
		expect(asked).toHaveLength(12);
	});

	it('holds up nobody else', async () => {
		const { outcomes } = await wait(ids(4), (id) => (id === '2' ? broken : finished));
		const expected = ['finished', 'finished', 'failed', 'finished'];
		expect(ids(4).map((id) => outcomes.get(id)?.state)).toEqual(expected);
	});
});

describe('A token that is not accepted', () => {
	it('ends everything at once, since it holds for every request', async () => {
		const revoked = (_id: string, _nth: number, at: number): PollResult<string> =>
			at < 500 ? finished : { state: 'denied', value: '401' };
		const setup = { requestsPerMinute: 10_000 };
		const { outcomes, asked, endedAt } = await wait(ids(1_000), revoked, setup);
		expect(outcomes.size).toBe(1_000);
		expect(new Set(states(outcomes))).toEqual(new Set(['finished', 'failed']));
		expect(outcomes.get('999')).toEqual({ state: 'failed', value: '401' });
		expect(endedAt).toBeLessThan(500 + ROUND_TRIP_MS);
		expect(Math.max(...times(asked))).toBeLessThan(endedAt);
	});

	it.each(['once', 'untilFinished'] as const)('costs one request (%s)', async (mode) => {
		const { asked } = await wait(ids(30), () => ({ state: 'denied', value: '401' }), { mode });
		expect(asked).toHaveLength(1);
	});
});

describe('When the time to wait is over', () => {
	it('what is unfinished leaves with the last answer, at that moment', async () => {
		const { outcomes, endedAt } = await wait(['a'], () => inProgress, { maxWaitMs: 30_000 });
		expect(outcomes.get('a')).toEqual({ state: 'inProgress', value: 'IN_PROGRESS' });
		expect(endedAt).toBe(30_000);
	});

	it('a request on its way is ended', async () => {
		const setup = { maxWaitMs: 5_000, roundTripMs: MINUTE_MS };
		const { outcomes, endedAt } = await wait(['a'], () => finished, setup);
		expect(outcomes.get('a')).toEqual({ state: 'inProgress' });
		expect(endedAt).toBe(5_000);
	});

	it('everything could have been asked for, even where one wasted request costs a minute', async () => {
		const setup = { requestsPerMinute: 10, maxWaitMs: 20_000 };
		const { outcomes } = await wait(ids(10), () => finished, setup);
		expect(new Set(states(outcomes))).toEqual(new Set(['finished']));
	});
});

describe('A stop', () => {
	it('ends everything at that moment, and leaves nothing behind', async () => {
		const { outcomes, asked, endedAt, clock } = await wait(ids(5), () => inProgress, {
			...{ stopAtMs: 4_321, maxWaitMs: MINUTE_MS },
		});
		expect(new Set(states(outcomes))).toEqual(new Set(['stopped']));
		expect(endedAt).toBe(4_321);
		expect(Math.max(...times(asked))).toBeLessThan(4_321);
		expect(clock.sleepers).toBe(0);
	});

	it('that came before the start leaves nothing to ask', async () => {
		const { outcomes, asked } = await wait(ids(5), () => finished, { stopAtMs: 0 });
		expect(new Set(states(outcomes))).toEqual(new Set(['stopped']));
		expect(asked).toEqual([]);
	});
});

describe('A 429', () => {
	const fullUntil =
		(ms: number, retryAfterMs?: number) => (_id: string, nth: number, at: number) =>
			at >= 400 && at < ms ? limited(retryAfterMs) : nth > 2 ? finished : inProgress;

	it('pauses everybody who shares the budget, as long as it says', async () => {
		const clock = new VirtualClock();
		const shared = { budget: new RateLimiter(clock, 1_000) };
		const script = fullUntil(19_000, 20_000);
		const runs = [1, 2].map(() => startToWait(clock, ids(3), script, shared));
		const asked = (await clock.run(Promise.all(runs))).flatMap((run) => times(run.asked));
		const again = asked.filter((at) => at > 2_000);
		expect(Math.min(...again)).toBeGreaterThanOrEqual(20_000);
		expect(Math.min(...again)).toBeLessThan(23_000);
	});

	it('is followed by one request that tries, and then not by all at once', async () => {
		const script = (_id: string, _nth: number, at: number) =>
			at > 500 && at < 10_000 ? limited(15_000) : finished;
		const { asked } = await wait(ids(100), script);
		const again = times(asked).filter((at) => at >= 10_000);
		const within = (ms: number) => again.filter((at) => at < (again[0] as number) + ms).length;
		expect(within(ROUND_TRIP_MS)).toBe(1);
		expect(within(3 * ROUND_TRIP_MS)).toBeLessThan(10);
	});

	it('is followed by a guess that grows where it does not say when to come back', async () => {
		const { asked } = await wait(['a'], (_id, nth) => (nth < 5 ? limited() : finished));
		pauses(asked).forEach((pause, i) => {
			expect(pause).toBeGreaterThanOrEqual(0.75 * 1_000 * 2 ** i);
			expect(pause).toBeLessThanOrEqual(1.25 * 1_000 * 2 ** i);
		});
	});

	it('costs a request time, however often it comes', async () => {
		const script = (_id: string, nth: number) => (nth < 20 ? limited(5_000) : finished);
		const { outcomes } = await wait(['a'], script, { maxWaitMs: 10 ** 9 });
		expect(outcomes.get('a')?.state).toBe('finished');
	});

	it('for ever ends with In Progress when the time to wait is over', async () => {
		const { outcomes } = await wait(['a'], () => limited(5_000), { maxWaitMs: 600_000 });
		expect(outcomes.get('a')).toEqual({ state: 'inProgress' });
	});

	it('for ever ends with a failure where nothing else would end it', async () => {
		const { outcomes, asked } = await wait(ids(10), () => limited(5_000), { mode: 'once' });
		expect(states(outcomes)).toEqual(Array(10).fill('failed'));
		expect(asked).toHaveLength(6);
	});
});

describe('A plan that is declared too high', () => {
	it.each(['once', 'untilFinished'] as const)('costs time, and no item (%s)', async (mode) => {
		const arrivals: number[] = [];
		const script = (_id: string, _nth: number, at: number) => {
			if (busiest([...arrivals, at], MINUTE_MS) > 10) return limited();
			arrivals.push(at);
			return finished;
		};
		const { outcomes, asked } = await wait(ids(100), script, { mode });
		expect(states(outcomes)).toEqual(Array(100).fill('finished'));
		expect(asked.length).toBeLessThan(100 + 20);
	});
});

describe('The budget', () => {
	it.each([1, 10, 60])('of %d a minute is kept', async (requestsPerMinute) => {
		const { asked } = await wait(ids(100), finishedAfter(10_000), { requestsPerMinute });
		expect(busiest(times(asked), MINUTE_MS + 499)).toBeLessThanOrEqual(requestsPerMinute);
	});
});
