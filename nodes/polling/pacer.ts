import { type Clock, MINUTE_MS } from './clock';

/** Requests to spare are spread over this time, or half of Max Wait where that is shorter. In ms. */
const SPREAD_MS = 40_000;

/** Within that time single requests leave no closer than this, since the plan may be smaller than declared. In ms. */
const SHORTEST_STEP_MS = 1_000;

/** The most requests that are on their way at a time, whatever the plan allows. */
const MOST_IN_FLIGHT = 250;

/** What the pacer needs to know about the plan. */
export interface PlanShare {
	/** Requests a minute that the execution can count on. */
	readonly perMinute: number;
	/** Whether other executions use the plan, too: then single requests go no faster than the even pace. */
	readonly isShared: boolean;
	/** Whether the last request was refused: then only one at a time tries again. */
	readonly isRefused: boolean;
}

/**
 * When an execution sends its next request, and how many go side by side.
 *
 * - The first is sent at once.
 * - As answers come in useful, ever more go side by side: as many as were useful in a row.
 * - Otherwise single requests go at the even pace of the execution's share of the plan. For the first 40
 *   seconds they only use what that share has to spare beyond asking for everything once.
 */
export class Pacer {
	private inFlight = 0;
	private usefulInARow = 0;
	/** When the last single request was sent. */
	private steppedAt = -Infinity;
	private readonly startedAt: number;
	private readonly spreadMs: number;

	/**
	 * @param requests how many requests the execution has
	 * @param maxWaitMs how long it waits for them, in ms
	 */
	constructor(
		private readonly clock: Clock,
		private readonly share: PlanShare,
		private readonly requests: number,
		maxWaitMs: number,
	) {
		this.startedAt = clock.now();
		this.spreadMs = Math.min(SPREAD_MS, maxWaitMs / 2);
	}

	sent(): void {
		if (!this.isBurst) this.steppedAt = this.clock.now();
		this.inFlight++;
	}

	/**
	 * @param wasUseful whether the answer tells that nothing more is to be asked for that request;
	 * `undefined`: it says nothing about the other requests
	 */
	answered(wasUseful: boolean | undefined): void {
		this.inFlight--;
		if (wasUseful === undefined) return;
		this.usefulInARow = wasUseful ? this.usefulInARow + 1 : 0;
	}

	/**
	 * From when on the next request may be sent, by the clock. `-Infinity`: at once; `Infinity`: not before
	 * an answer comes in.
	 *
	 * @param isUrgent whether it need not keep to the even pace: its answer is useful in any case, or it
	 * cannot wait
	 */
	nextAt(isUrgent: boolean): number {
		if (this.share.isRefused) return this.inFlight === 0 ? -Infinity : Infinity;
		if (this.inFlight >= MOST_IN_FLIGHT) return Infinity;
		const isFirst = this.steppedAt === -Infinity;
		if (isFirst || this.isBurst) return -Infinity;
		if (isUrgent) return this.inFlight === 0 ? -Infinity : this.steppedAt + SHORTEST_STEP_MS;
		const { perMinute, isShared } = this.share;
		const evenAt = this.steppedAt + MINUTE_MS / perMinute;
		if (!this.isSpreading) return evenAt;
		const spareAt = this.steppedAt + Math.max(SHORTEST_STEP_MS, this.spreadStepMs);
		return Math.min(this.startedAt + this.spreadMs, isShared ? Math.max(spareAt, evenAt) : spareAt);
	}

	/** Whether its requests to spare are still being spread. */
	private get isSpreading(): boolean {
		return this.clock.now() < this.startedAt + this.spreadMs;
	}

	/** Whether enough answers in a row were useful for another request side by side. */
	private get isBurst(): boolean {
		return this.inFlight < this.usefulInARow;
	}

	/**
	 * The pause between requests to spare, in ms: in the minutes that it takes to ask for everything once,
	 * the plan leaves some over, which are spread evenly. `Infinity` where it leaves none.
	 */
	private get spreadStepMs(): number {
		const { perMinute } = this.share;
		const inLastMinute = ((this.requests - 1) % perMinute) + 1;
		const spare = perMinute - inLastMinute - 1;
		return spare >= 0 ? this.spreadMs / (spare + 1) : Infinity;
	}
}
