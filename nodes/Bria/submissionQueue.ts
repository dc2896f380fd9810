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

/** When the last one who waits for a turn has had it. */
const ends = new Map<string, Promise<unknown>>();

const aborted = async (signal?: AbortSignal) =>
	await new Promise<void>((resolve) => {
		if (signal?.aborted) resolve();
		else signal?.addEventListener('abort', () => resolve(), { once: true });
	});

/** @param key token, origin and endpoint: Bria counts requests for each endpoint */
export function joinQueue(key: string, requestsPerMinute: number, clock: Clock): SubmissionQueue {
	const limiter = sharedRateLimiter(key, requestsPerMinute, clock);
	const wait = async (before: Promise<unknown>, signal?: AbortSignal) => {
		await Promise.race([before, aborted(signal)]);
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
			const before = ends.get(key) ?? Promise.resolve();
			const mine = wait(before, signal);
			ends.set(
				key,
				before.then(() => mine),
			);
			return await mine;
		},
		accepted: (departure) => limiter.accepted(departure),
		refused: (departure, retryAfterMs) => limiter.refused(departure, retryAfterMs),
		leave: () => undefined,
	};
}
