import { type Clock, MINUTE_MS } from './clock';
import type { PlanShare } from './pacer';
import { RateLimiter } from './rateLimiter';
import { PollHistory } from './pollHistory';
import { Scheduler } from './scheduler';
import { SingleRequests } from './singleRequests';

/** A plan that was not used for this long is forgotten. */
const FORGOTTEN_AFTER_MS = 60 * MINUTE_MS;

/** What all executions of this process share that use the same plan. */
export class SharedPlan implements PlanShare {
	readonly limiter: RateLimiter;
	readonly scheduler: Scheduler;
	readonly history: PollHistory;
	private readonly leases = new Set<Lease>();
	/** The figures of all credentials that were used. */
	private readonly figures = new Set<number>();
	private usedAt: number;

	constructor(readonly clock: Clock) {
		this.limiter = new RateLimiter(clock, Infinity);
		this.scheduler = new Scheduler(clock, this.limiter);
		this.history = new PollHistory(clock);
		this.usedAt = clock.now();
	}

	/**
	 * An execution joins. Of several figures for one plan the smallest holds, while it is in use. A figure
	 * that is new means that a credential was edited: what was learned from refusals is forgotten.
	 *
	 * @param requestsPerMinute what the execution's credential says about the plan
	 */
	join(requestsPerMinute: number): Lease {
		if (!this.figures.has(requestsPerMinute)) {
			this.figures.add(requestsPerMinute);
			this.limiter.forgetCeiling();
		}
		const lease = new Lease(this, requestsPerMinute, () => {
			this.leases.delete(lease);
			this.leasesChanged();
		});
		this.leases.add(lease);
		this.leasesChanged();
		return lease;
	}

	/** Requests a minute that each execution can count on. */
	get perMinute(): number {
		return this.scheduler.share;
	}

	/** Whether several executions use it now. */
	get isShared(): boolean {
		return this.scheduler.isShared;
	}

	/** Whether nothing was accepted since the last refusal. */
	get isRefused(): boolean {
		return this.limiter.isRefused;
	}

	/** Whether it can be forgotten: nobody uses it, or has for an hour. */
	get isForgotten(): boolean {
		return this.leases.size === 0 && this.clock.now() - this.usedAt > FORGOTTEN_AFTER_MS;
	}

	private leasesChanged(): void {
		this.usedAt = this.clock.now();
		const figures = [...this.leases].map(({ requestsPerMinute }) => requestsPerMinute);
		if (figures.length > 0) this.limiter.requestsPerMinute = Math.min(...figures);
		this.scheduler.changed();
	}
}

/** An execution's part in the plan. */
export class Lease {
	private readonly requests: SingleRequests;
	private hasJoined = false;

	constructor(
		readonly plan: SharedPlan,
		readonly requestsPerMinute: number,
		private readonly onLeave: () => void,
	) {
		this.requests = new SingleRequests(plan.scheduler);
	}

	/** One more single request is going to be sent: who has many leaves room for others. */
	announce(): void {
		this.requests.announced++;
	}

	/**
	 * Waits until a single request, e.g. a submission, may leave: fair among all executions.
	 *
	 * @returns its departure, for `accepted` or `refused`; `undefined` when `signal` aborted before
	 */
	async nextDeparture(signal?: AbortSignal): Promise<number | undefined> {
		if (!this.hasJoined) this.plan.scheduler.join(this.requests);
		this.hasJoined = true;
		return await this.requests.next(signal);
	}

	/** The request that left at `departure` was answered, and not with a 429. */
	accepted(departure: number): void {
		this.plan.limiter.accepted(departure);
		this.plan.scheduler.changed();
	}

	/** The request that left at `departure` was answered with a 429: everybody pauses. */
	refused(departure: number, retryAfterMs?: number): void {
		this.plan.limiter.refused(departure, retryAfterMs);
		this.plan.scheduler.changed();
	}

	/** The execution is over. To be called once, however it ended. */
	leave(): void {
		if (this.hasJoined) this.plan.scheduler.leave(this.requests);
		this.onLeave();
	}
}

const plans = new Map<string, SharedPlan>();

/**
 * What all executions of this process share that use the same plan.
 *
 * @param key token, origin and endpoint: Bria counts requests for each endpoint
 */
export function sharedPlan(key: string, clock: Clock): SharedPlan {
	for (const [other, plan] of plans) {
		if (plan.isForgotten) plans.delete(other);
	}
	const plan = plans.get(key) ?? new SharedPlan(clock);
	plans.set(key, plan);
	return plan;
}
