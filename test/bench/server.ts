import type { VirtualClock } from './virtualClock';

export const MINUTE_MS = 60_000;
export const ROUND_TRIP_MS = 150;

/** What a status call gets to know. */
export type Reply =
	| { isLimited: false; isFinished: boolean }
	| { isLimited: true; retryAfterMs: number };

/** Bria in virtual time: jobs that end, and at most so many requests in any 60 s. */
export class Server {
	requests = 0;
	refused = 0;
	/** When each job's end was seen, by the job's number; in ms. */
	readonly seen = new Map<number, number>();
	/** When requests were refused; a burst of them counts once a second. */
	bursts = 0;

	private readonly arrivals: number[] = [];
	private lastRefusal = -Infinity;

	constructor(
		private readonly clock: VirtualClock,
		private readonly ends: readonly number[],
		private readonly requestsPerMinute: number,
	) {}

	get jobs(): number {
		return this.ends.length;
	}

	/**
	 * One status call: half the round trip there, half of it back.
	 *
	 * @param isOther whether another program asks
	 */
	async ask(job: number, isOther = false): Promise<Reply> {
		await this.clock.sleep(ROUND_TRIP_MS / 2);
		const reply = this.answer(job, isOther);
		await this.clock.sleep(ROUND_TRIP_MS / 2);
		if (isOther) return reply;
		if (!reply.isLimited && reply.isFinished && !this.seen.has(job)) {
			this.seen.set(job, this.clock.now());
		}
		return reply;
	}

	private answer(job: number, isOther: boolean): Reply {
		const now = this.clock.now();
		const { arrivals, requestsPerMinute } = this;
		if (!isOther) this.requests++;
		const oldest = arrivals[arrivals.length - requestsPerMinute];
		if (oldest !== undefined && oldest > now - MINUTE_MS) {
			if (!isOther) this.countRefusal(now);
			const wholeSeconds = Math.ceil((oldest + MINUTE_MS - now) / 1000);
			return { isLimited: true, retryAfterMs: wholeSeconds * 1000 };
		}
		arrivals.push(now);
		return { isLimited: false, isFinished: now >= (this.ends[job] as number) };
	}

	private countRefusal(now: number): void {
		this.refused++;
		if (now > this.lastRefusal + 1000) this.bursts++;
		this.lastRefusal = now;
	}
}
