import { sharedRateLimiter } from '../polling/rateLimiter';
import type { Clock } from '../polling/clock';

/** A place in the queue of all executions that submit to the same endpoint with the same plan. */
export interface SubmissionQueue {
	/** Waits until a request may leave. @returns undefined when `signal` aborted before */
	turn(signal?: AbortSignal): Promise<number | undefined>;
	accepted(departure: number): void;
	refused(departure: number, retryAfterMs?: number): void;
	leave(): void;
}

const ends = new Map<string, Promise<void>>();

export function joinQueue(key: string, requestsPerMinute: number, clock: Clock): SubmissionQueue {
	const limiter = sharedRateLimiter(key, requestsPerMinute, clock);
	const wait = async (before: Promise<void>, signal?: AbortSignal) => {
		await before;
		while (limiter.freeAt > clock.now() && !signal?.aborted) {
			await clock.sleep(limiter.freeAt - clock.now(), signal);
		}
		if (signal?.aborted) return undefined;
		const departure = clock.now();
		limiter.spend();
		return departure;
	};
	return {
		turn: async (signal) => {
			const mine = wait(ends.get(key) ?? Promise.resolve(), signal);
			ends.set(
				key,
				mine.then(() => undefined),
			);
			return await mine;
		},
		accepted: (departure) => limiter.accepted(departure),
		refused: (departure, retryAfterMs) => limiter.refused(departure, retryAfterMs),
		leave: () => undefined,
	};
}
