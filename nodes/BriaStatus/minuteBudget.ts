import type { Clock } from './waiter';

/** The server counts arrivals, not departures, so the minute is taken half a second longer, in ms. */
const WINDOW_MS = 60_500;

/** Lets no more than a number of requests leave in any minute. */
export class MinuteBudget {
	private departures: number[] = [];
	private pausedUntil = 0;

	constructor(
		private readonly clock: Clock,
		private readonly requestsPerMinute: number,
	) {}

	/** Resolves when a request may leave, which then counts; or when `signal` aborts. */
	async take(signal: AbortSignal): Promise<void> {
		for (;;) {
			const now = this.clock.now();
			this.departures = this.departures.filter((at) => at > now - WINDOW_MS);
			const oldest = this.departures[0];
			const full = this.departures.length >= this.requestsPerMinute && oldest !== undefined;
			const free = Math.max(this.pausedUntil, full ? oldest + WINDOW_MS : 0);
			if (signal.aborted) return;
			if (free <= now) break;
			await this.clock.sleep(free - now, signal);
		}
		this.departures.push(this.clock.now());
	}

	/** Nobody leaves for so long, in ms. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
	}
}

const shared = new Map<string, MinuteBudget>();

/** The budget that all executions of this process share for one token at one address. */
export function sharedBudget(key: string, requestsPerMinute: number, clock: Clock): MinuteBudget {
	const budget = shared.get(key) ?? new MinuteBudget(clock, requestsPerMinute);
	shared.set(key, budget);
	return budget;
}
