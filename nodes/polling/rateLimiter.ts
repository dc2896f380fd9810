import { backoffMs } from './backoff';
import { SlidingWindow } from './slidingWindow';
import type { Clock } from './clock';

/** The server counts arrivals, not departures, so the minute is taken half a second longer, in ms. */
const WINDOW_MS = 60_500;

/** No plan allows less, so who is refused earlier is not alone, and has learned nothing about the plan. */
const SMALLEST_PLAN = 10;

/** After so long twice the learned limit is tried: whoever else used up the plan may be gone. */
const LIMIT_DOUBLES_AFTER_MS = 60 * 60_000;

/** Lets no more than a number of requests leave in any minute, and fewer once the server refuses. */
export class RateLimiter {
	/** How many bursts of refusals (429) came in a row, without a request let in after the pause. */
	refusals = 0;

	private readonly departures = new SlidingWindow(WINDOW_MS);
	private readonly letIn = new SlidingWindow(60_000);
	private learned?: { limit: number; at: number };
	private lastUsed: number;
	private pausedUntil = -Infinity;

	constructor(
		readonly clock: Clock,
		private declared: number,
	) {
		this.lastUsed = clock.now();
	}

	/** How many requests may leave in a minute: what the plan allows, or what the server was seen to. */
	get limit(): number {
		return Math.min(this.declared, this.learned?.limit ?? Infinity);
	}

	/** Follows the credential when it is edited. */
	declare(requestsPerMinute: number): void {
		if (requestsPerMinute !== this.declared) this.learned = undefined;
		this.declared = requestsPerMinute;
	}

	/** How many requests may leave now. */
	get left(): number {
		return Math.max(0, this.limit - this.departures.count(this.clock.now()));
	}

	/** When the next request may leave, by the clock. */
	get freeAt(): number {
		return Math.max(this.pausedUntil, this.departures.downTo(this.limit - 1));
	}

	/** When there will be more left than now; never, where nothing was used. */
	get moreAt(): number {
		const used = this.departures.count(this.clock.now());
		return used === 0 ? Infinity : this.departures.downTo(used - 1);
	}

	/** A request leaves. */
	spend(): void {
		const now = this.clock.now();
		if (this.isIdle) this.learned = undefined;
		if (this.learned && now - this.learned.at > LIMIT_DOUBLES_AFTER_MS) {
			this.learned = { limit: 2 * this.learned.limit, at: now };
		}
		this.departures.add(now);
		this.lastUsed = now;
	}

	/** The request that left at `departure` was answered, and not with a 429. */
	accepted(departure: number): void {
		this.letIn.add(departure);
		if (departure >= this.pausedUntil) this.refusals = 0;
	}

	/**
	 * The request that left at `departure` was answered with a 429. Nobody leaves for a while, and then
	 * no more in a minute than were let in.
	 *
	 * @param retryAfterMs what the server said; it is not believed when it is less than a guess, which
	 * grows from about 1 s
	 */
	refused(departure: number, retryAfterMs = 0): void {
		const now = this.clock.now();
		if (departure >= this.pausedUntil) this.refusals++;
		const pause = Math.max(retryAfterMs, backoffMs(this.refusals));
		this.pausedUntil = Math.max(this.pausedUntil, now + pause);
		const letIn = this.letIn.count(departure);
		if (letIn >= SMALLEST_PLAN) this.learned = { limit: letIn, at: now };
	}

	/** Whether nobody needs to remember it: nothing left for two minutes, and nothing is paused. */
	get isIdle(): boolean {
		return this.clock.now() - Math.max(this.lastUsed, this.pausedUntil) > 2 * WINDOW_MS;
	}
}

const shared = new Map<string, RateLimiter>();

/**
 * The budget that all executions of this process share for one token at one address. Budgets that
 * nobody has used for a while are forgotten.
 */
export function sharedRateLimiter(
	key: string,
	requestsPerMinute: number,
	clock: Clock,
): RateLimiter {
	for (const [other, budget] of shared) {
		if (other !== key && budget.isIdle) shared.delete(other);
	}
	const budget = shared.get(key) ?? new RateLimiter(clock, requestsPerMinute);
	budget.declare(requestsPerMinute);
	shared.set(key, budget);
	return budget;
}
