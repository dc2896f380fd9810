import { pollAll } from '../../../nodes/polling/pollLoop';
import { SharedPlan } from '../../../nodes/polling/sharedPlan';
import { seeded } from '../../bench/cells';
import { VirtualClock } from '../../bench/virtualClock';
import {
	broken,
	count,
	failed,
	finished,
	finishedAfter,
	ids,
	inProgress,
	limited,
	notFound,
	poll,
	type Script,
	startPolling,
} from './startPolling';

const MINUTE_MS = 60_000;

let clock: VirtualClock;
let queue: SharedPlan;

beforeEach(() => {
	clock = new VirtualClock();
	queue = new SharedPlan(clock);
});

const later = async <T>(ms: number, start: () => Promise<T>) => {
	await clock.sleep(ms);
	return await start();
};

const once = { mode: 'once' } as const;

describe('Executions at once', () => {
	it('one finished job is seen within 3 s beside two hundred of another execution', async () => {
		const plan = { queue, requestsPerMinute: 120, maxWaitMs: 600_000 };
		const large = startPolling(clock, ids(200, 'a'), () => inProgress, plan);
		const small = later(100_000, () => startPolling(clock, ['b'], () => finished, plan));
		const [, { endedAt }] = await clock.run(Promise.all([large, small]));
		expect(endedAt - 100_000).toBeLessThan(3_000);
	});

	it.each([5_000, 20_000, 45_000])(
		'one finished job is seen within 3 s, %d ms after two hundred finished ones took to the plan',
		async (startsAt) => {
			const plan = { queue, requestsPerMinute: 60, maxWaitMs: 600_000 };
			const large = startPolling(clock, ids(200, 'a'), () => finished, plan);
			const small = later(startsAt, () => startPolling(clock, ['b'], () => finished, plan));
			const [, { endedAt }] = await clock.run(Promise.all([large, small]));
			expect(endedAt - startsAt).toBeLessThan(3_000);
		},
	);

	it.each([20, 60, 75, 100, 130])(
		'three finished jobs are seen within 5 s, %d s after two hundred images took to the plan',
		async (startsAtS) => {
			const plan = { queue, requestsPerMinute: 60, maxWaitMs: 600_000 };
			const images = finishedAfter((id) => 7_000 + ((Number(id.slice(1)) * 37) % 8_000));
			const large = startPolling(clock, ids(200, 'a'), images, plan);
			const small = later(startsAtS * 1_000, () =>
				startPolling(clock, ids(3, 'b'), () => finished, plan),
			);
			const [, { endedAt }] = await clock.run(Promise.all([large, small]));
			expect(endedAt / 1_000 - startsAtS).toBeLessThan(5);
		},
	);

	it('of many requests all that the plan allows are made, though some are kept for others', async () => {
		const plan = { queue, requestsPerMinute: 60, maxWaitMs: 600_000 };
		const { endedAt } = await clock.run(startPolling(clock, ids(180), () => finished, plan));
		expect(endedAt).toBeLessThan(3 * 61_000);
	});

	it.each([65, 70, 80, 100])(
		'all that the plan allows in two minutes are made within a Max Wait of %d s',
		async (maxWaitS) => {
			for (const requestsPerMinute of [10, 60, 1_000]) {
				const plan = { requestsPerMinute, maxWaitMs: maxWaitS * 1_000 };
				const polled = await poll(ids(2 * requestsPerMinute), () => finished, plan);
				expect(count(polled, 'finished')).toBe(2 * requestsPerMinute);
			}
		},
	);

	it("a single Get Status gets the plan's next free request, behind 130", async () => {
		const plan = { queue, requestsPerMinute: 60, ...once };
		const large = startPolling(clock, ids(130, 'a'), () => inProgress, plan);
		const small = later(10_000, () => startPolling(clock, ['b'], () => inProgress, plan));
		const [, { asked, endedAt }] = await clock.run(Promise.all([large, small]));
		expect(asked[0]?.at).toBeLessThan(61_000);
		expect(endedAt).toBeLessThan(62_000);
	});

	it('Get Status over and over does not hold up another execution', async () => {
		const plan = { queue, requestsPerMinute: 10, ...once };
		const large = startPolling(clock, ids(40, 'a'), () => inProgress, plan);
		const stop = { over: false };
		const busy = (async () => {
			for (let i = 0; !stop.over; i++) {
				await startPolling(clock, [`b${i}`], () => inProgress, plan);
			}
		})();
		const { endedAt } = await clock.run(large.finally(() => (stop.over = true)));
		await clock.run(busy);
		expect(endedAt).toBeLessThan(10 * MINUTE_MS);
	});

	it.each([0, 100_000])(
		'a slow job of one does not slow down fifty that another starts %d ms later',
		async (startsAt) => {
			const plan = { queue, requestsPerMinute: 60 };
			const slow = startPolling(clock, ['slow'], finishedAfter(300_000), plan);
			const batch = later(startsAt, () =>
				startPolling(clock, ids(50), finishedAfter(startsAt + 10_000), plan),
			);
			const [, { endedAt }] = await clock.run(Promise.all([slow, batch]));
			expect(endedAt - startsAt).toBeLessThan(18_000);
		},
	);

	it('an image beside twenty executions with a slow job each is asked for as often as its share of the plan allows', async () => {
		const plan = { queue, requestsPerMinute: 60 };
		const slow = ids(20, 'slow').map((id) =>
			startPolling(clock, [id], finishedAfter(200_000), plan),
		);
		const image = later(100_000, () => startPolling(clock, ['b'], finishedAfter(110_000), plan));
		const [{ endedAt }] = await clock.run(Promise.all([image, ...slow]));
		expect(endedAt - 100_000).toBeLessThan(1.2 * (21 / 60) * MINUTE_MS);
	});

	it.each([0, 5_000])(
		'ten jobs that start %d ms after two hundred are seen as if they had half of the plan to themselves',
		async (startsAt) => {
			const byThemselves = await poll(ids(10), finishedAfter(20_000), { requestsPerMinute: 30 });
			const plan = { queue, requestsPerMinute: 60 };
			const large = startPolling(clock, ids(200, 'a'), finishedAfter(8_000), plan);
			const small = later(startsAt, () =>
				startPolling(clock, ids(10, 'b'), finishedAfter(startsAt + 20_000), plan),
			);
			const [, { endedAt }] = await clock.run(Promise.all([large, small]));
			expect((endedAt - startsAt) / byThemselves.endedAt).toBeLessThan(1.3);
		},
	);

	it('five batches of finished jobs, one after the other, take no pause', async () => {
		const run = async () => {
			for (let i = 0; i < 5; i++) {
				await startPolling(clock, ids(3, `${i}-`), () => finished, { queue });
			}
		};
		await clock.run(run());
		expect(clock.now()).toBeLessThan(5 * 3 * 100 + 100);
	});

	it('Get Status makes all of its tries, though another execution was refused', async () => {
		const storm = startPolling(clock, ['a'], () => limited(), { queue, maxWaitMs: 300_000 });
		const get = later(60_000, () =>
			startPolling(clock, ids(5), () => limited(), { queue, ...once }),
		);
		const [, polled] = await clock.run(Promise.all([storm, get]));
		expect(count(polled, 'failed')).toBe(5);
		expect(polled.asked.length).toBeGreaterThanOrEqual(5);
	});
});

describe('A look first', () => {
	it.each([10, 60, 1_000])(
		'sees %d finished jobs in about 2 s, with as large a plan',
		async (n) => {
			const polled = await poll(ids(n), () => finished, { requestsPerMinute: n });
			expect(count(polled, 'finished')).toBe(n);
			expect(polled.endedAt).toBeLessThan(2_100);
		},
	);

	it.each([
		['job ends with an error', finished, 1],
		['three jobs end with an error', finished, 3],
		['request does not exist', notFound, 1],
		['three requests do not exist', notFound, 3],
		['request is not accepted', failed, 1],
		['three requests are not accepted', failed, 3],
	])('is not misled when the first %s', async (_, first, howMany) => {
		const script: Script = (id, nth, at) =>
			Number(id) < howMany ? first : finishedAfter(12_000)(id, nth, at);
		const polled = await poll(ids(50), script, { requestsPerMinute: 60 });
		expect(polled.endedAt).toBeLessThan(17_000);
	});

	it('is not misled when Bria knows the requests only after two seconds', async () => {
		const script: Script = (id, nth, at) =>
			at < 2_000 ? notFound : finishedAfter(12_000)(id, nth, at);
		const polled = await poll(ids(50), script, { requestsPerMinute: 60 });
		expect(count(polled, 'finished')).toBe(50);
		expect(polled.endedAt).toBeLessThan(17_000);
	});
});

describe('Rounds of a loop', () => {
	it('go on where the last one ended, so that the unfinished hide nobody', async () => {
		const seen = new Set<string>();
		const isFinished = (id: string) => Number(id) >= 10;
		const run = async () => {
			let left = ids(60);
			for (let round = 0; round < 12; round++) {
				const { outcomes } = await startPolling(
					clock,
					left,
					(id) => (isFinished(id) ? finished : inProgress),
					{ queue, requestsPerMinute: 120, maxWaitMs: 4_000 },
				);
				for (const [id, { state }] of outcomes) if (state === 'finished') seen.add(id);
				left = left.filter((id) => !seen.has(id));
			}
		};
		await clock.run(run());
		expect(seen.size).toBe(50);
	});

	it.each([
		[1_000, 1_000],
		[120, 4_000],
	])(
		'ask again who was on its way when a round was over (%d a minute, %d ms)',
		async (requestsPerMinute, maxWaitMs) => {
			const script: Script = (id) => (id === '11' ? finished : inProgress);
			const setup = { queue, requestsPerMinute, maxWaitMs, roundTripMs: 800 };
			const run = async () => {
				for (let round = 0; round < 12; round++) {
					const { outcomes } = await startPolling(clock, ids(12), script, setup);
					if (outcomes.get('11')?.state === 'finished') return true;
				}
				return false;
			};
			expect(await clock.run(run())).toBe(true);
		},
	);

	it('are not held up by requests that are never answered', async () => {
		const setup = { queue, maxWaitMs: 4_000 };
		const hangs = (id: string) => Number(id) < 10;
		const ask = async (id: string, signal: AbortSignal) => {
			await clock.sleep(hangs(id) ? Infinity : 100, signal);
			return finished;
		};
		const run = async () => {
			let left = ids(20);
			for (let round = 0; round < 12; round++) {
				const lease = queue.join(60);
				const poll = { poll: ask, lease, mode: 'untilFinished', ...setup } as const;
				const outcomes = await pollAll(left, poll);
				lease.leave();
				left = left.filter((id) => outcomes.get(id)?.state !== 'finished');
			}
			return left;
		};
		expect(await clock.run(run())).toEqual(ids(10));
	});

	it('ask first who was never asked, then who was asked longest ago', async () => {
		const plan = { queue, requestsPerMinute: 60 };
		const run = async () => {
			await startPolling(clock, ['a', 'b', 'c'], () => inProgress, { ...plan, ...once });
			return await startPolling(clock, ['c', 'b', 'd', 'a'], () => inProgress, {
				...plan,
				...once,
			});
		};
		const { asked } = await clock.run(run());
		expect(asked.map(({ id }) => id)).toEqual(['d', 'a', 'b', 'c']);
	});
});

describe('Refusals', () => {
	it('a stray one costs seconds', async () => {
		let calls = 0;
		const script = () => (++calls === 12 ? limited(1_000) : finished);
		const polled = await poll(ids(300), script);
		expect(count(polled, 'finished')).toBe(300);
		expect(polled.endedAt).toBeLessThan(5_000);
	});

	it('stray ones, one in fifty, cost seconds each', async () => {
		const random = seeded(1);
		const script = () => (random() < 0.02 ? limited(1_000) : finished);
		const polled = await poll(ids(300), script);
		expect(count(polled, 'finished')).toBe(300);
		expect(polled.endedAt).toBeLessThan(30_000);
	});

	it('a storm of an hour is over within a minute when it is quiet again', async () => {
		const stormMs = 60 * MINUTE_MS;
		const script: Script = (_id, _nth, at) =>
			at > 5_000 && at < stormMs ? limited() : at < stormMs ? inProgress : finished;
		const plan = { queue, maxWaitMs: 2 * stormMs };
		const polled = await clock.run(startPolling(clock, ids(60), script, plan));
		expect(count(polled, 'finished')).toBe(60);
		expect(polled.endedAt - stormMs).toBeLessThan(65_000);
	});

	it('a storm ends Get Status with failed calls within minutes', async () => {
		const storm = startPolling(clock, ids(20, 'a'), () => limited(), {
			...{ queue, maxWaitMs: 60 * MINUTE_MS },
		});
		const gets = later(30 * MINUTE_MS, () =>
			Promise.all(
				ids(10).map((i) => startPolling(clock, ids(5, i), () => limited(), { queue, ...once })),
			),
		);
		const [, polled] = await clock.run(Promise.all([storm, gets]));
		for (const run of polled) {
			expect(count(run, 'failed')).toBe(5);
			expect(run.endedAt - 30 * MINUTE_MS).toBeLessThan(8 * MINUTE_MS);
		}
	});

	it('are followed by one try of each execution, and then not by all at once', async () => {
		const script: Script = (id, _nth, at) =>
			id.startsWith('a') && at > 500 && at < 10_000 ? limited(15_000) : finished;
		const runs = ['a', 'b'].map((name) => startPolling(clock, ids(100, name), script, { queue }));
		const polled = await clock.run(Promise.all(runs));
		const again = polled
			.flatMap(({ asked }) => asked.map(({ at }) => at))
			.filter((at) => at > 1_500);
		const from = Math.min(...again);
		expect(from).toBeGreaterThan(15_000);
		expect(again.filter((at) => at < from + 90)).toHaveLength(2);
	});

	it('end a Get Status after five more tries', async () => {
		const { outcomes, asked } = await poll(['a'], () => limited(1_000), once);
		expect(outcomes.get('a')).toEqual({ state: 'failed', value: '429' });
		expect(asked).toHaveLength(6);
	});

	it('of which one says an hour pause five minutes', async () => {
		const script: Script = (_id, nth) => (nth === 1 ? limited(60 * MINUTE_MS) : finished);
		const { endedAt } = await poll(['a'], script);
		expect(endedAt).toBeGreaterThan(5 * MINUTE_MS);
		expect(endedAt).toBeLessThan(5 * MINUTE_MS + 2_000);
	});
});

describe('An outage', () => {
	const away =
		(from: number, to: number, end: number): Script =>
		(id, nth, at) =>
			at >= from && at < to ? broken : finishedAfter(end)(id, nth, at);

	it('of 45 s in a wait of ten minutes is waited out', async () => {
		const polled = await poll(ids(20), away(20_000, 65_000, 90_000), { maxWaitMs: 600_000 });
		expect(count(polled, 'finished')).toBe(20);
		expect(polled.endedAt).toBeLessThan(110_000);
	});

	it('that does not end leaves what was in progress in progress', async () => {
		const polled = await poll(ids(3), away(20_000, Infinity, Infinity), { maxWaitMs: 600_000 });
		expect(polled.outcomes.get('0')).toEqual({ state: 'inProgress', value: 'IN_PROGRESS' });
		expect(polled.endedAt).toBeCloseTo(600_000, 0);
	});

	it('from the start is a failed call after five more tries', async () => {
		const { outcomes, asked } = await poll(['a'], () => broken, { maxWaitMs: 600_000 });
		expect(outcomes.get('a')).toEqual({ state: 'failed', value: 'broken' });
		expect(asked).toHaveLength(6);
	});

	it('is not waited out by Get Status: a call fails after five more tries', async () => {
		const script: Script = (id) => (id === '2' ? broken : inProgress);
		const { outcomes, asked } = await poll(ids(3), script, once);
		expect(outcomes.get('2')?.state).toBe('failed');
		expect(asked.filter(({ id }) => id === '2')).toHaveLength(6);
	});

	it('in which a request never had a usable answer is its failure', async () => {
		const script: Script = (id) => (id === '1' ? broken : inProgress);
		const { outcomes } = await poll(ids(2), script, { maxWaitMs: 300_000 });
		expect(outcomes.get('1')).toEqual({ state: 'failed', value: 'broken' });
		expect(outcomes.get('0')?.state).toBe('inProgress');
	});
});

describe('Nothing is made up', () => {
	it('about a request that the plan had no room for', async () => {
		const plan = { requestsPerMinute: 10, maxWaitMs: 30_000 };
		const polled = await poll(ids(30), () => finished, plan);
		expect(count(polled, 'finished')).toBe(10);
		expect(count(polled, 'notAsked')).toBe(20);
	});

	it('about a request that was only ever refused', async () => {
		const { outcomes } = await poll(['a'], () => limited(), { maxWaitMs: 30_000 });
		expect(outcomes.get('a')).toEqual({ state: 'notAsked' });
	});

	it('about a request that was refused, and is asked for again when the time is over', async () => {
		const setup = { maxWaitMs: 30_000, roundTripMs: 12_000 };
		const { outcomes, asked } = await poll(['a'], () => limited(0), setup);
		expect(asked.at(-1)?.result).toBeUndefined();
		expect(outcomes.get('a')).toEqual({ state: 'notAsked' });
	});
});

describe('Two credentials with one token', () => {
	const busiestMinute = (moments: number[]) =>
		Math.max(
			...moments.map((from) => moments.filter((at) => at >= from && at < from + 60_000).length),
		);

	it('keep to the smaller plan while it is in use, and to the larger afterwards', async () => {
		const small = startPolling(clock, ['a'], finishedAfter(200_000), {
			queue,
			requestsPerMinute: 10,
		});
		const large = startPolling(clock, ids(200), () => finished, { queue, requestsPerMinute: 60 });
		const [a, b] = await clock.run(Promise.all([small, large]));
		const moments = [...a.asked, ...b.asked].map(({ at }) => at).sort((x, y) => x - y);
		const isWhileSmall = (at: number) => at < a.endedAt;
		expect(busiestMinute(moments.filter(isWhileSmall))).toBeLessThanOrEqual(10);
		expect(busiestMinute(moments)).toBe(60);
	});
});
