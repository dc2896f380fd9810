import { SharedPlan } from '../../../nodes/polling/sharedPlan';
import { VirtualClock } from '../../bench/virtualClock';
import {
	type Asked,
	broken,
	busiest,
	count,
	denied,
	failed,
	finished,
	finishedAfter,
	ids,
	inProgress,
	notFound,
	poll,
	type Script,
	startPolling,
	states,
} from './startPolling';

const MINUTE_MS = 60_000;
const ROUND_TRIP_MS = 100;

const times = (asked: readonly Asked[]) => asked.map(({ at }) => at);

function pauses(asked: readonly Asked[]): number[] {
	const at = times(asked);
	return at.slice(1).map((time, i) => time - (at[i] as number) - ROUND_TRIP_MS);
}

describe('A request', () => {
	it('that is finished already is asked for once, at once', async () => {
		const { outcomes, asked } = await poll(['a'], () => finished);
		expect(outcomes).toEqual(new Map([['a', finished]]));
		expect(times(asked)[0]).toBeLessThan(1);
		expect(asked).toHaveLength(1);
	});

	it('that is given twice is asked for once', async () => {
		const { outcomes, asked } = await poll(['a', 'a'], () => finished);
		expect([...outcomes.keys()]).toEqual(['a']);
		expect(asked).toHaveLength(1);
	});

	it('is asked for again after a tenth of its time, between 1 and 15 seconds', async () => {
		const { asked } = await poll(['a'], finishedAfter(400_000));
		pauses(asked).forEach((pause, i) => {
			const waited = (asked[i] as Asked).at + ROUND_TRIP_MS;
			const interval = Math.min(15_000, Math.max(1_000, waited / 10));
			expect(pause).toBeGreaterThanOrEqual(interval - 1);
			expect(pause).toBeLessThanOrEqual(Math.max(1_000, interval) + 1);
		});
	});

	it('that an earlier execution waited for is asked for as rarely as its age allows', async () => {
		const clock = new VirtualClock();
		const setup = { queue: new SharedPlan(clock), maxWaitMs: 100_000 };
		const run = async () => {
			await startPolling(clock, ['a'], () => inProgress, setup);
			return await startPolling(clock, ['a'], () => inProgress, setup);
		};
		const { asked } = await clock.run(run());
		expect(Math.min(...pauses(asked))).toBeGreaterThan(9_000);
	});

	it.each([
		['was never seen', () => notFound, 3],
		['was seen before', (_: string, nth: number) => (nth > 1 ? notFound : inProgress), 2],
	] as Array<[string, Script, number]>)(
		'that is not found and %s leaves with that, soon',
		async (_, script, calls) => {
			const { outcomes, asked, endedAt } = await poll(['a'], script, { maxWaitMs: 600_000 });
			expect(outcomes.get('a')).toEqual({ state: 'failed', value: '404' });
			expect(asked).toHaveLength(calls);
			expect(endedAt).toBeLessThan(5_000);
		},
	);

	it('that is not found at first may be there a moment later', async () => {
		const script: Script = (_id, nth) => (nth <= 2 ? notFound : finished);
		const { outcomes } = await poll(['a'], script, { maxWaitMs: 600_000 });
		expect(outcomes.get('a')?.state).toBe('finished');
	});

	it('that is not found is asked for once with Get Status', async () => {
		const { asked } = await poll(['a'], () => notFound, { mode: 'once' });
		expect(asked).toHaveLength(1);
	});

	it('that was seen by an earlier execution and is not found any more is not asked for again', async () => {
		const clock = new VirtualClock();
		const setup = { queue: new SharedPlan(clock), maxWaitMs: 10_000 };
		const run = async () => {
			await startPolling(clock, ['a'], () => inProgress, setup);
			return await startPolling(clock, ['a'], () => notFound, setup);
		};
		expect((await clock.run(run())).asked).toHaveLength(1);
	});

	it('that failed ends the run where it is to, and stops the others', async () => {
		const script: Script = (id) => (id === '2' ? failed : inProgress);
		const { outcomes, endedAt } = await poll(ids(4), script, { endOnFailure: true });
		const stopped = { state: 'stopped' };
		expect([...outcomes.values()]).toEqual([failed, stopped, stopped, stopped]);
		expect(endedAt).toBeLessThan(60_000);
	});

	it('that failed is no matter to the others, else', async () => {
		const polled = await poll(ids(4), (id) => (id === '2' ? failed : finished));
		expect(count(polled, 'finished')).toBe(3);
		expect(count(polled, 'failed')).toBe(1);
	});

	it('is asked for once with Get Status, whatever its status', async () => {
		const polled = await poll(ids(50), () => inProgress, { mode: 'once' });
		expect(count(polled, 'inProgress')).toBe(50);
		expect(polled.asked).toHaveLength(50);
	});

	it('that is broken holds up nobody else', async () => {
		const polled = await poll(ids(4), (id) => (id === '2' ? broken : finished), {
			maxWaitMs: 90_000,
		});
		expect(count(polled, 'finished')).toBe(3);
		expect(polled.outcomes.get('2')).toEqual({ state: 'failed', value: 'broken' });
	});
});

describe('An outcome', () => {
	it('is told as soon as it is known, and once', async () => {
		const told: Array<[string, string]> = [];
		const script: Script = (id, _nth, at) => (id === '0' || at > 30_000 ? finished : inProgress);
		await poll(ids(3), script, { onOutcome: (id, { state }) => told.push([id, state]) });
		expect(told[0]).toEqual(['0', 'finished']);
		expect(told).toHaveLength(3);
	});
});

describe('An error that nobody foresaw', () => {
	it('ends the run with it, and leaves nothing behind', async () => {
		const cause = new Error('unforeseen');
		const script = () => {
			throw cause;
		};
		await expect(poll(ids(20), script, { maxWaitMs: 60_000 })).rejects.toBe(cause);
	});
});

describe('No requests', () => {
	it('are no reason to wait', async () => {
		const { outcomes, endedAt } = await poll([], () => finished, { maxWaitMs: MINUTE_MS });
		expect(outcomes.size).toBe(0);
		expect(endedAt).toBeLessThan(1);
	});
});

describe('A token that is not accepted', () => {
	it('ends everything at once, since it holds for every request', async () => {
		const revoked: Script = (_id, _nth, at) => (at < 500 ? finished : denied);
		const polled = await poll(ids(1_000), revoked, { requestsPerMinute: 10_000 });
		expect(polled.outcomes.size).toBe(1_000);
		expect(new Set(states(polled))).toEqual(new Set(['finished', 'failed']));
		expect(polled.outcomes.get('999')).toEqual({ state: 'failed', value: '401' });
		expect(polled.endedAt).toBeLessThan(500 + 2 * ROUND_TRIP_MS);
	});

	it.each(['once', 'untilFinished'] as const)('costs one request (%s)', async (mode) => {
		const { asked } = await poll(ids(30), () => denied, { mode });
		expect(asked).toHaveLength(1);
	});
});

describe('When the time to wait is over', () => {
	it('what is unfinished leaves with the last answer, at that moment', async () => {
		const { outcomes, endedAt } = await poll(['a'], () => inProgress, { maxWaitMs: 30_000 });
		expect(outcomes.get('a')).toEqual(inProgress);
		expect(endedAt).toBeCloseTo(30_000, 0);
	});

	it('a request on its way is ended, and nothing is made up about it', async () => {
		const setup = { maxWaitMs: 5_000, roundTripMs: MINUTE_MS };
		const { outcomes, endedAt } = await poll(['a'], () => finished, setup);
		expect(outcomes.get('a')).toEqual({ state: 'notAnswered' });
		expect(endedAt).toBeCloseTo(5_000, 0);
	});
});

describe('A stop', () => {
	it('ends everything at that moment, and leaves nothing behind', async () => {
		const setup = { stopAtMs: 4_321, maxWaitMs: MINUTE_MS };
		const polled = await poll(ids(5), () => inProgress, setup);
		expect(count(polled, 'stopped')).toBe(5);
		expect(polled.endedAt).toBeCloseTo(4_321, 0);
		expect(Math.max(...times(polled.asked))).toBeLessThan(4_321);
		expect(polled.clock.sleepers).toBe(0);
	});

	it('that came before the start leaves nothing to ask', async () => {
		const polled = await poll(ids(5), () => finished, { stopAtMs: 0 });
		expect(count(polled, 'stopped')).toBe(5);
		expect(polled.asked).toEqual([]);
	});
});

describe('When results are ready', () => {
	it('ever more go side by side, and an unfinished one takes it back to single steps', async () => {
		const script: Script = (id) => (id === '14' ? inProgress : finished);
		const { asked } = await poll(ids(20), script, { maxWaitMs: 60_000 });
		const sideBySide = (from: number) =>
			times(asked).filter((at) => at >= from && at < from + 50).length;
		expect([0, 100, 200, 300, 400].map(sideBySide)).toEqual([1, 1, 2, 4, 8]);
	});

	it('after ten requests, everything else in the process runs', async () => {
		const { asked } = await poll(ids(500), () => finished);
		expect(busiest(times(asked), 0.5)).toBeLessThanOrEqual(10);
	});

	it('no more than 250 go side by side', async () => {
		const { asked } = await poll(ids(2_000), () => finished, { requestsPerMinute: 100_000 });
		expect(busiest(times(asked), 99)).toBeLessThanOrEqual(250);
	});
});

describe('A plan', () => {
	it.each([1, 10, 60])('of %d a minute is kept', async (requestsPerMinute) => {
		const { asked } = await poll(ids(100), finishedAfter(10_000), { requestsPerMinute });
		expect(busiest(times(asked), MINUTE_MS + 499)).toBeLessThanOrEqual(requestsPerMinute);
	});
});
