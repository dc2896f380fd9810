import { type Outcome, pollAll, type PollResult } from '../../../nodes/polling/pollLoop';
import { SharedPlan } from '../../../nodes/polling/sharedPlan';
import { VirtualClock } from '../../bench/virtualClock';

/** When a request was asked for, in ms, and what came back. */
export interface Asked {
	id: string;
	at: number;
	/** Absent where the run was over earlier. */
	result?: PollResult<string>;
	answeredAt?: number;
}

/** Says how a request is answered: `nth` counts its asks from 1, `at` is in ms. */
export type Script = (id: string, nth: number, at: number) => PollResult<string>;

interface Setup {
	requestsPerMinute?: number;
	mode?: 'once' | 'untilFinished';
	maxWaitMs?: number;
	endOnFailure?: boolean;
	/** When the run is stopped, in ms after its start. */
	stopAtMs?: number;
	/** How long an answer takes, in ms. */
	roundTripMs?: number;
	/** Shared by executions that run at once. */
	queue?: SharedPlan;
	onOutcome?: (id: string, outcome: Outcome<string>) => void;
}

export interface Polled {
	outcomes: Map<string, Outcome<string>>;
	asked: Asked[];
	/** When the run was over, in ms. */
	endedAt: number;
	clock: VirtualClock;
}

export const finished: PollResult<string> = { state: 'finished', value: 'COMPLETED' };
export const inProgress: PollResult<string> = { state: 'inProgress', value: 'IN_PROGRESS' };
export const broken: PollResult<string> = { state: 'retry', value: 'broken' };
export const notFound: PollResult<string> = { state: 'notFound', value: '404' };
export const failed: PollResult<string> = { state: 'failed', value: '400' };
export const denied: PollResult<string> = { state: 'denied', value: '401' };

export const limited = (retryAfterMs?: number): PollResult<string> => ({
	state: 'rateLimited',
	value: '429',
	retryAfterMs,
});

/** Jobs that are finished so many ms after the clock's start. */
export const finishedAfter =
	(ms: number | ((id: string) => number)): Script =>
	(id, _nth, at) =>
		at >= (typeof ms === 'number' ? ms : ms(id)) ? finished : inProgress;

/** Numbered IDs, each with the prefix. */
export const ids = (count: number, prefix = '') =>
	Array.from({ length: count }, (_, i) => `${prefix}${i}`);

export const states = ({ outcomes }: Polled) => [...outcomes.values()].map(({ state }) => state);

/** How many outcomes there are of a state. */
export const count = (polled: Polled, state: string) =>
	states(polled).filter((other) => other === state).length;

/** Polls requests that are answered as the script says, by the given clock. */
export async function startPolling(
	clock: VirtualClock,
	requests: readonly string[],
	script: Script,
	setup: Setup = {},
): Promise<Polled> {
	const { requestsPerMinute = 1_000, roundTripMs = 100, mode = 'untilFinished' } = setup;
	const asked: Asked[] = [];
	const counts = new Map<string, number>();
	const stop = new AbortController();
	const over = new AbortController();
	if (setup.stopAtMs === 0) stop.abort('stopped');
	else if (setup.stopAtMs) {
		void clock.sleep(setup.stopAtMs, over.signal).then(() => stop.abort('stopped'));
	}

	const poll = async (id: string, signal: AbortSignal) => {
		const call: Asked = { id, at: clock.now() };
		asked.push(call);
		const nth = (counts.get(id) ?? 0) + 1;
		counts.set(id, nth);
		await clock.sleep(roundTripMs, signal);
		const result = script(id, nth, clock.now());
		if (!signal.aborted) Object.assign(call, { result, answeredAt: clock.now() });
		return result;
	};
	const lease = (setup.queue ?? new SharedPlan(clock)).join(requestsPerMinute);
	try {
		const outcomes = await pollAll(requests, {
			...{ poll, lease, mode, signal: stop.signal },
			maxWaitMs: setup.maxWaitMs ?? Infinity,
			endOnFailure: setup.endOnFailure,
			onOutcome: setup.onOutcome,
		});
		return { outcomes, asked, endedAt: clock.now(), clock };
	} finally {
		over.abort('over');
		lease.leave();
	}
}

/** Polls in virtual time, from its beginning. */
export function poll(
	requests: readonly string[],
	script: Script,
	setup: Setup = {},
): Promise<Polled> {
	const clock = new VirtualClock();
	return clock.run(startPolling(clock, requests, script, setup));
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
