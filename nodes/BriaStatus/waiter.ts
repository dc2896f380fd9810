import type { MinuteBudget } from './minuteBudget';
import { MAX_RETRIES, retryPause } from './retryPolicy';

/** Time as the waiter sees it. */
export interface Clock {
	/** Milliseconds since some fixed moment; never goes back. */
	now(): number;
	/** Resolves after `ms` milliseconds, or at once when `signal` aborts. Never rejects. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What one call told about a request. `T` is whatever the caller wants back. */
export type Answer<T> =
	| { kind: 'finished'; value: T }
	| { kind: 'inProgress'; value: T }
	| { kind: 'retry'; value: T }
	| { kind: 'rateLimited'; value: T; retryAfterMs?: number }
	| { kind: 'failed'; value: T }
	| { kind: 'denied'; value: T };

/** How the wait for a request ended. */
export type Outcome<T> =
	| { state: 'finished'; value: T }
	| { state: 'inProgress'; value?: T }
	| { state: 'failed'; value: T }
	| { state: 'stopped' };

export interface WaitOptions<T> {
	ask: (id: string, signal: AbortSignal) => Promise<Answer<T>>;
	clock: Clock;
	budget: MinuteBudget;
	mode: 'once' | 'untilFinished';
	maxWaitMs: number;
	signal?: AbortSignal;
}

/** Waits for all of `ids` side by side; every one of them is in the answer once. */
export async function waitForAll<T>(
	ids: readonly string[],
	options: WaitOptions<T>,
): Promise<Map<string, Outcome<T>>> {
	const { ask, clock, budget, mode, maxWaitMs, signal } = options;
	const outcomes = new Map<string, Outcome<T>>();
	const end = new AbortController();
	const stop = () => end.abort();
	signal?.addEventListener('abort', stop, { once: true });
	const timer = new AbortController();
	if (maxWaitMs !== Infinity) void clock.sleep(maxWaitMs, timer.signal).then(stop);
	const started = clock.now();
	let denied: { value: T } | undefined;

	const waitFor = async (id: string): Promise<Outcome<T>> => {
		let last: { value?: T } = {};
		let failures = 0;
		for (;;) {
			await budget.take(end.signal);
			if (end.signal.aborted) break;
			const answer = await ask(id, end.signal);
			if (end.signal.aborted) break;
			if (answer.kind === 'finished' || answer.kind === 'failed') {
				return { state: answer.kind, value: answer.value };
			}
			if (answer.kind === 'denied') {
				denied = { value: answer.value };
				stop();
				break;
			}
			if (answer.kind === 'inProgress') {
				last = { value: answer.value };
				failures = 0;
				if (mode === 'once') break;
				const patience = Math.min(15_000, Math.max(1_000, (clock.now() - started) / 10));
				await clock.sleep(patience, end.signal);
			} else {
				failures++;
				if (failures > MAX_RETRIES) return { state: 'failed', value: answer.value };
				const pause = retryPause(failures);
				if (answer.kind === 'rateLimited') budget.pause(answer.retryAfterMs ?? pause);
				else await clock.sleep(pause, end.signal);
			}
		}
		if (denied) return { state: 'failed', ...denied };
		return signal?.aborted ? { state: 'stopped' } : { state: 'inProgress', ...last };
	};

	await Promise.all(ids.map(async (id) => outcomes.set(id, await waitFor(id))));
	timer.abort();
	signal?.removeEventListener('abort', stop);
	return outcomes;
}
