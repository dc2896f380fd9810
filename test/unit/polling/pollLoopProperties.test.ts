import fc from '../../fastCheck';

import type { PollResult } from '../../../nodes/polling/pollLoop';
import {
	type Asked,
	broken,
	busiest,
	denied,
	failed,
	finished,
	ids,
	inProgress,
	limited,
	notFound,
	poll,
	type Polled,
	type Script,
} from './startPolling';

const MINUTE_MS = 60_000;

/** Clocks count in fractions of a millisecond. */
const EXACT_MS = 0.1;

const result: fc.Arbitrary<PollResult<string>> = fc.oneof(
	{ weight: 6, arbitrary: fc.constant(inProgress) },
	{ weight: 2, arbitrary: fc.constant(broken) },
	fc.option(fc.nat(600_000), { nil: undefined }).map(limited),
	fc.constantFrom(finished, failed, notFound),
);

const plan = fc.record({
	/** What each request is answered, one after the other; the last answer for ever. */
	requests: fc.array(fc.array(result, { minLength: 1, maxLength: 10 }), { maxLength: 40 }),
	deniedFrom: fc.option(fc.nat(300), { nil: undefined }),
	requestsPerMinute: fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constant(1_000)),
	roundTripMs: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 20_000 })),
	maxWaitMs: fc.oneof(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 3_600_000 })),
	stopAtMs: fc.option(fc.nat(300_000), { nil: undefined }),
	isGet: fc.boolean(),
});

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

function run({
	requests,
	deniedFrom = Infinity,
	isGet,
	maxWaitMs,
	...setup
}: Plan): Promise<Polled> {
	let calls = 0;
	const script: Script = (id, nth) => {
		if (calls++ >= deniedFrom) return denied;
		const scripted = requests[Number(id)] as Array<PollResult<string>>;
		return scripted[Math.min(nth, scripted.length) - 1] as PollResult<string>;
	};
	return poll(ids(requests.length), script, {
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

const always = (check: (polled: Polled, plan: Plan) => void) =>
	fc.assert(
		fc.asyncProperty(plan, async (chosen) => check(await run(chosen), chosen)),
		{ numRuns: 200 },
	);

describe('Whatever is answered, and whenever', () => {
	it('the run ends, and every request has an outcome that fits its answers', async () => {
		await always(({ outcomes, asked, clock }, { requests, stopAtMs, isGet }) => {
			expect([...outcomes.keys()].sort()).toEqual(ids(requests.length).sort());
			for (const [id, { state }] of outcomes) {
				const answers = asked.filter((call) => call.id === id).map(({ result }) => result?.state);
				if (answers.includes('finished')) expect(state).toBe('finished');
				if (state === 'finished') expect(answers.at(-1)).toBe('finished');
				if (state === 'inProgress') expect(answers).toContain('inProgress');
				if (state === 'notAsked' || state === 'notAnswered') {
					expect(isGet).toBe(false);
					for (const answer of answers) expect(['rateLimited', undefined]).toContain(answer);
					const isFirstUnanswered = answers.length === 1 && answers[0] === undefined;
					expect(isFirstUnanswered).toBe(state === 'notAnswered');
				}
				if (state === 'stopped') expect(stopAtMs).toBeDefined();
			}
			expect(clock.sleepers).toBe(0);
		});
	});

	it('no minute holds more requests than the plan', async () => {
		await always(({ asked }, { requestsPerMinute }) => {
			const moments = asked.map(({ at }) => at);
			expect(busiest(moments, MINUTE_MS)).toBeLessThanOrEqual(requestsPerMinute);
		});
	});

	it('nothing is asked for while it is asked for, nor after its outcome', async () => {
		await always(({ asked }) => {
			for (const [before, call] of again(asked)) {
				expect(before.answeredAt).toBeLessThanOrEqual(call.at);
				expect(['finished', 'failed', 'denied']).not.toContain(before.result?.state);
			}
		});
	});

	it('nothing is asked for before its interval is over', async () => {
		await always(({ asked }) => {
			for (const [before, call] of again(asked)) {
				const answeredAt = before.answeredAt as number;
				const pause = call.at - answeredAt + EXACT_MS;
				const firstAsked = asked.find(({ id }) => id === call.id)?.at as number;
				const interval = Math.min(15_000, Math.max(1_000, (answeredAt - firstAsked) / 10));
				if (before.result?.state === 'inProgress') expect(pause).toBeGreaterThanOrEqual(interval);
				if (before.result?.state === 'retry') expect(pause).toBeGreaterThanOrEqual(750);
			}
		});
	});

	it('nobody is asked for in the pause after a 429, which lasts five minutes at most', async () => {
		await always(({ asked }) => {
			for (const { result, answeredAt } of asked) {
				if (result?.state !== 'rateLimited') continue;
				const from = answeredAt as number;
				const pause = Math.min(5 * MINUTE_MS, Math.max(750, result.retryAfterMs ?? 0));
				expect(asked.filter(({ at }) => at > from && at < from + pause - EXACT_MS)).toEqual([]);
			}
		});
	});

	it('nothing is asked for after the time to wait, a stop, or a token that is not accepted', async () => {
		await always(({ asked, endedAt }, { maxWaitMs, stopAtMs = Infinity, isGet }) => {
			const end = Math.min(isGet ? Infinity : maxWaitMs, stopAtMs);
			const refusedAt = asked.find(({ result }) => result?.state === 'denied')?.answeredAt;
			expect(endedAt).toBeLessThanOrEqual(Math.min(end, refusedAt ?? Infinity) + EXACT_MS);
			for (const { at } of asked) expect(at).toBeLessThanOrEqual(endedAt);
		});
	});
});
