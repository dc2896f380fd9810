import type { PollQueue } from './pollQueue';
import { SlidingWindow } from './slidingWindow';

const MINUTE_MS = 60_000;

/** Requests to spare are spread over this time, or half the time to wait where that is shorter, in ms. */
const SPREAD_MS = 40_000;

/** Until then single requests of an execution are so far apart at least, in ms. */
const SHORTEST_STEP_MS = 1_250;

/** Side by side at most, whatever the plan allows. */
const MOST_IN_FLIGHT = 250;

/** When an execution sends its next request. */
export class Pace {
	private inFlight = 0;
	/** So many answers in a row were worth a request: so many go side by side. */
	private usefulInARow = 0;
	private steppedAt = -Infinity;
	private readonly departures = new SlidingWindow(MINUTE_MS + 500);
	private readonly spreadUntil: number;

	constructor(
		private readonly queue: PollQueue,
		private readonly startedAt: number,
		maxWaitMs: number,
	) {
		this.spreadUntil = startedAt + Math.min(SPREAD_MS, maxWaitMs / 2);
	}

	sent(): void {
		const now = this.queue.clock.now();
		if (!this.isBurst) this.steppedAt = now;
		this.inFlight++;
		this.departures.add(now);
	}

	answered(wasUseful: boolean): void {
		this.inFlight--;
		this.usefulInARow = wasUseful ? this.usefulInARow + 1 : 0;
	}

	private get isBurst(): boolean {
		return this.inFlight < this.usefulInARow;
	}

	/** For a request that is worth asking whatever the answer. */
	get soonestAt(): number {
		if (this.inFlight >= MOST_IN_FLIGHT) return Infinity;
		const goesOn = this.isBurst || this.inFlight === 0;
		return goesOn ? -Infinity : this.steppedAt + SHORTEST_STEP_MS;
	}

	/** @param waiting how many requests have no outcome */
	nextAt(waiting: number): number {
		if (this.inFlight >= MOST_IN_FLIGHT) return Infinity;
		if (this.steppedAt === -Infinity) return -Infinity;
		const now = this.queue.clock.now();
		if (now >= this.spreadUntil) {
			return this.isBurst ? -Infinity : Math.max(this.spreadUntil, this.steppedAt + this.evenStep(waiting));
		}
		const spare = this.spare(waiting);
		if (spare < 1) return this.spreadUntil;
		if (this.isBurst) return -Infinity;
		const from = Math.max(this.startedAt, this.steppedAt);
		const step = (this.spreadUntil - from) / spare;
		const min = SHORTEST_STEP_MS;
		const isEnough = waiting <= this.share / 2;
		const s = isEnough ? this.evenStep(waiting) : step;
		return Math.min(this.spreadUntil, this.steppedAt + (waiting === 1 ? s : Math.max(s, min)));
	}

	private evenStep(waiting: number): number {
		const even = MINUTE_MS / this.share;
		return waiting <= this.share / 2 ? even / 2 : even;
	}

	private get share(): number {
		return this.queue.limiter.limit / Math.max(1, this.queue.scheduler.size);
	}

	/** How many requests may be wasted without needing another minute, if those in flight all are. */
	private spare(waiting: number): number {
		const { share, queue, inFlight } = this;
		const now = queue.clock.now();
		const left = Math.min(queue.limiter.left, share - this.departures.count(now));
		const beyond = left - (waiting - inFlight);
		return (((beyond % share) + share) % share) - inFlight;
	}
}
