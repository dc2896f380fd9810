import { RateLimiter } from '../../nodes/polling/rateLimiter';
import { type PollResult, type Outcome, pollAll } from '../../nodes/polling/pollLoop';
import { VirtualClock } from '../bench/virtualClock';

/** When a request was asked for, in ms, and what came back. */
export interface Asked {
	id: string;
	at: number;
	/** Absent where the run was over earlier. */
	answer?: PollResult<string>;
	answeredAt?: number;
}

/** Says how a request is answered: `nth` counts its asks from 1, `at` is in ms. */
export type Script = (id: string, nth: number, at: number) => PollResult<string>;

interface Setup {
	requestsPerMinute?: number;
	mode?: 'once' | 'untilFinished';
	maxWaitMs?: number;
	endOnFailure?: boolean;
	/** When the run is stopped, in ms. */
	stopAtMs?: number;
	/** How long an answer takes, in ms. */
	roundTripMs?: number;
	/** Shared by executions that run at once. */
	budget?: RateLimiter;
}

export interface Waited {
	outcomes: Map<string, Outcome<string>>;
	asked: Asked[];
	/** When the run was over, in ms. */
	endedAt: number;
	clock: VirtualClock;
}

export const finished: PollResult<string> = { state: 'finished', value: 'COMPLETED' };
export const inProgress: PollResult<string> = { state: 'inProgress', value: 'IN_PROGRESS' };
export const broken: PollResult<string> = { state: 'retry', value: 'broken' };

export const limited = (retryAfterMs?: number): PollResult<string> => ({
	state: 'rateLimited',
	value: '429',
	retryAfterMs,
});

/** Jobs that are finished so many ms after the start. */
export const finishedAfter =
	(ms: number | ((id: string) => number)): Script =>
	(id, _nth, at) =>
		at >= (typeof ms === 'number' ? ms : ms(id)) ? finished : inProgress;

export const ids = (count: number) => Array.from({ length: count }, (_, i) => String(i));

/** Starts to wait, by the given clock, for requests that are answered as the script says. */
export async function startToWait(
	clock: VirtualClock,
	requests: readonly string[],
	script: Script,
	setup: Setup = {},
): Promise<Waited> {
	const { requestsPerMinute = 1_000, roundTripMs = 100, mode = 'untilFinished' } = setup;
	const asked: Asked[] = [];
	const counts = new Map<string, number>();
	const stop = new AbortController();
	const over = new AbortController();
	if (setup.stopAtMs === 0) stop.abort();
	else if (setup.stopAtMs) void clock.sleep(setup.stopAtMs, over.signal).then(() => stop.abort());

	const ask = async (id: string, signal: AbortSignal) => {
		const call: Asked = { id, at: clock.now() };
		asked.push(call);
		const nth = (counts.get(id) ?? 0) + 1;
		counts.set(id, nth);
		await clock.sleep(roundTripMs, AbortSignal.any([signal]));
		const answer = script(id, nth, clock.now());
		if (!signal.aborted) Object.assign(call, { answer, answeredAt: clock.now() });
		return answer;
	};
	const outcomes = await pollAll(requests, {
		...{ ask, clock, mode, signal: setup.stopAtMs === undefined ? undefined : stop.signal },
		budget: setup.budget ?? new RateLimiter(clock, requestsPerMinute),
		maxWaitMs: setup.maxWaitMs ?? Infinity,
		endOnFailure: setup.endOnFailure,
	});
	over.abort();
	return { outcomes, asked, endedAt: clock.now(), clock };
}

/** Waits in virtual time, from its beginning. */
export function wait(
	requests: readonly string[],
	script: Script,
	setup: Setup = {},
): Promise<Waited> {
	const clock = new VirtualClock();
	return clock.run(startToWait(clock, requests, script, setup));
}

/** The most moments in any window of that length. */
export function busiest(moments: readonly number[], windowMs: number): number {
	let most = 0;
	let first = 0;
	moments.forEach((moment, i) => {
		while ((moments[first] as number) <= moment - windowMs) first++;
		most = Math.max(most, i - first + 1);
	});
	return most;
}
