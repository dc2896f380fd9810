import fc from 'fast-check';

import type { PollResult } from '../../nodes/polling/pollLoop';
import { type Asked, busiest, ids, limited, wait, type Waited } from './waiting';

const MINUTE_MS = 60_000;

/** Clocks count in fractions of a millisecond. */
const EXACT_MS = 1e-6;

const answer: fc.Arbitrary<PollResult<string>> = fc.oneof(
	{ weight: 6, arbitrary: fc.constant({ state: 'inProgress', value: '' } as const) },
	{ weight: 2, arbitrary: fc.constant({ state: 'retry', value: '' } as const) },
	fc.option(fc.nat(90_000), { nil: undefined }).map(limited),
	fc.constantFrom(
		{ state: 'finished', value: '' } as const,
		{ state: 'failed', value: '' } as const,
	),
);

/** What a request is answered, one after the other; the last answer for ever. */
const answers = fc.array(answer, { minLength: 1, maxLength: 10 });

const case_ = fc.record({
	requests: fc.array(answers, { maxLength: 40 }),
	deniedFrom: fc.option(fc.nat(300), { nil: undefined }),
	requestsPerMinute: fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constant(1_000)),
	roundTripMs: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 20_000 })),
	maxWaitMs: fc.oneof(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 3_600_000 })),
	stopAtMs: fc.option(fc.nat(300_000), { nil: undefined }),
	isGet: fc.boolean(),
});

type Case = typeof case_ extends fc.Arbitrary<infer T> ? T : never;

/** `isGet` has no time to wait, as with the node. */
function run(chosen: Case): Promise<Waited> {
	const { requests, deniedFrom = Infinity, isGet, maxWaitMs, ...setup } = chosen;
	let calls = 0;
	const script = (id: string, nth: number): PollResult<string> => {
		if (calls++ >= deniedFrom) return { state: 'denied', value: '' };
		const scripted = requests[Number(id)] as Array<PollResult<string>>;
		return scripted[Math.min(nth, scripted.length) - 1] as PollResult<string>;
	};
	return wait(ids(requests.length), script, {
		...setup,
		mode: isGet ? 'once' : 'untilFinished',
		maxWaitMs: isGet ? Infinity : maxWaitMs,
	});
}

/** Each call with the next one for the same request. */
function again(asked: readonly Asked[]): Array<[Asked, Asked]> {
	const last = new Map<string, Asked>();
	return asked.flatMap((call) => {
		const before = last.get(call.id);
		last.set(call.id, call);
		return before ? [[before, call] as [Asked, Asked]] : [];
	});
}

const always = (check: (waited: Waited, chosen: Case) => void) =>
	fc.assert(
		fc.asyncProperty(case_, async (chosen) => check(await run(chosen), chosen)),
		{ numRuns: 300 },
	);

describe('Whatever is answered, and whenever', () => {
	it('the run ends, and every request has an outcome that fits its answers', async () => {
		await always(({ outcomes, asked, clock }, { requests, stopAtMs }) => {
			expect([...outcomes.keys()].sort()).toEqual(ids(requests.length).sort());
			for (const { id, answer } of asked) {
				const { state } = outcomes.get(id) as { state: string };
				if (answer?.state === 'finished') expect(state).toBe('finished');
				if (answer?.state === 'failed') expect(state).toBe('failed');
			}
			for (const [id, { state }] of outcomes) {
				const kinds = asked.filter((call) => call.id === id).map(({ answer }) => answer?.state);
				if (state === 'finished') expect(kinds.at(-1)).toBe('finished');
				if (state === 'stopped') expect(stopAtMs).toBeDefined();
			}
			expect(clock.sleepers).toBe(0);
		});
	});

	it('no minute holds more requests than the budget', async () => {
		await always(({ asked }, { requestsPerMinute }) => {
			const moments = asked.map(({ at }) => at);
			expect(busiest(moments, MINUTE_MS)).toBeLessThanOrEqual(requestsPerMinute);
		});
	});

	it('nothing is asked for while it is asked for, nor after it was settled', async () => {
		await always(({ asked }) => {
			for (const [before, call] of again(asked)) {
				expect(before.answeredAt).toBeLessThanOrEqual(call.at);
				expect(['inProgress', 'retry', 'rateLimited']).toContain(before.answer?.state);
			}
		});
	});

	it('nothing is asked for before its pause is over', async () => {
		await always(({ asked }) => {
			for (const [before, call] of again(asked)) {
				const pause = call.at - (before.answeredAt as number) + EXACT_MS;
				const patience = Math.min(15_000, Math.max(1_000, (before.answeredAt as number) / 10));
				if (before.answer?.state === 'inProgress') expect(pause).toBeGreaterThanOrEqual(patience);
				if (before.answer?.state === 'retry') expect(pause).toBeGreaterThanOrEqual(750);
			}
		});
	});

	it('nobody is asked for in the pause after a 429', async () => {
		await always(({ asked }) => {
			for (const { answer, answeredAt } of asked) {
				if (answer?.state !== 'rateLimited') continue;
				const from = answeredAt as number;
				const until = from + Math.max(750, answer.retryAfterMs ?? 0) - EXACT_MS;
				expect(asked.filter(({ at }) => at > from && at < until)).toEqual([]);
			}
		});
	});

	it('nothing is asked for after the time to wait, a stop, or a token that is not accepted', async () => {
		await always(({ asked, endedAt }, { maxWaitMs, stopAtMs = Infinity, isGet }) => {
			const end = Math.min(isGet ? Infinity : maxWaitMs, stopAtMs);
			const denied = asked.find(({ answer }) => answer?.state === 'denied')?.answeredAt;
			expect(endedAt).toBeLessThanOrEqual(Math.min(end, denied ?? Infinity));
			for (const { at } of asked) expect(at).toBeLessThanOrEqual(endedAt);
		});
	});
});
