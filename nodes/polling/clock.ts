export const MINUTE_MS = 60_000;

/** Time as the polling sees it: real, or virtual in tests. */
export interface Clock {
	/** Milliseconds since some fixed moment; never goes back. */
	now(): number;
	/**
	 * Resolves after `ms` milliseconds, or at once when `signal` aborts. Never rejects. It is never asked
	 * for more than a day.
	 */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Longer sleeps are slept in pieces: timers hold no more than about 24 days. */
const LONGEST_SLEEP_MS = 24 * 60 * MINUTE_MS;

/**
 * Sleeps until a moment of the clock, or until `signal` aborts.
 *
 * @param at `Infinity`: until `signal` aborts
 */
export async function sleepUntil(clock: Clock, at: number, signal: AbortSignal): Promise<void> {
	for (let left = at - clock.now(); left > 0 && !signal.aborted; left = at - clock.now()) {
		await clock.sleep(Math.min(left, LONGEST_SLEEP_MS), signal);
	}
}
