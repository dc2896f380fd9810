import { Execution, type Place } from './pollQueue';
import type { RateLimiter } from './rateLimiter';

/** At first an execution asks no more often than this, in ms: less than 60 a minute. */
const SHORTEST_STEP_MS = 1_250;

/** When all should be finished at the latest, in ms: two thirds of the minute that might be lost. */
const LONGEST_HOLD_MS = 40_000;

/** The slowest of many jobs takes about so many times as long as the first that is seen finished. */
const SLOWEST_TO_FIRST = 3;

/** Side by side at most, whatever the plan allows. */
const MOST_IN_FLIGHT = 250;

/** After so many requests, everything else in the process has a turn. */
const IN_ONE_GO = 10;
const TURN_MS = 1;

const MINUTE_MS = 60_000;

/**
 * Whom to ask next, and when. Everybody who shares a budget stands in one line.
 *
 * - **In turn.** Next is who has been due for longest; executions take turns.
 * - **Step by step.** Most answers are IN_PROGRESS until all should be finished: until three times what
 *   the first one took, not longer than 40 s or half the time to wait. So the line moves at the plan's
 *   even pace (twice that where half a minute's requests are enough for all), and until then no faster
 *   than one request in 1.25 s for each execution.
 * - **At once when results are ready.** As many go side by side as answers in a row were finished:
 *   1, 2, 4, 8. The first that is not takes the line back to single steps.
 * - **Nothing that costs a minute.** To ask for all who wait takes so many minutes of the plan, which
 *   may have requests to spare. These are spread over the time until all should be finished. With none
 *   to spare, the line stands still until then: one wasted request would cost another minute.
 */
export class Scheduler {
	private readonly executions = new Set<Execution>();
	/** Who stands in line or is being asked. */
	private waiting = 0;
	private inFlight = 0;
	private asks = 0;
	private worthItInARow = 0;
	private steppedAt = -Infinity;
	private since = 0;
	private firstTook = Infinity;
	private longestHoldMs = LONGEST_HOLD_MS;
	private isMoving = false;
	private pause?: AbortController;
	private turn = new AbortController();

	constructor(private readonly budget: RateLimiter) {}

	/**
	 * The requests of an execution get in line.
	 *
	 * @param maxWaitMs no more than half of it is spent on standing still
	 * @returns to be called when all of them are settled
	 */
	join(places: Iterable<Place>, maxWaitMs: number): () => void {
		if (this.executions.size === 0) {
			this.since = this.budget.clock.now();
			this.firstTook = Infinity;
			this.worthItInARow = 0;
			this.longestHoldMs = LONGEST_HOLD_MS;
		}
		this.longestHoldMs = Math.min(this.longestHoldMs, maxWaitMs / 2);
		const execution = new Execution();
		this.executions.add(execution);
		for (const place of places) {
			this.waiting++;
			execution.stand(place);
		}
		this.look();
		return () => {
			this.executions.delete(execution);
			if (this.executions.size > 0) return;
			this.turn.abort('over');
			this.turn = new AbortController();
		};
	}

	/** One request is settled. */
	settled(): void {
		this.waiting--;
		this.look();
	}

	/** Something changed: perhaps somebody may be asked earlier than was thought. */
	private look(): void {
		// With a reason, since an exception is made where there is none: that takes longer than all else.
		this.pause?.abort('changed');
		this.pause = undefined;
		if (!this.isMoving) void this.move();
	}

	private async move(): Promise<void> {
		this.isMoving = true;
		await Promise.resolve();
		const { clock } = this.budget;
		for (let next = this.next(); next; next = this.next()) {
			const pauseMs = next.at - clock.now();
			if (pauseMs > 0) {
				this.pause = new AbortController();
				await clock.sleep(pauseMs, this.pause.signal);
			} else {
				void this.ask(next.execution);
				if (this.asks % IN_ONE_GO === 0) await clock.sleep(TURN_MS, this.turn.signal);
			}
		}
		this.isMoving = false;
	}

	/** The execution whose first request is next: of several, the one that was not served for longest. */
	private next(): { execution: Execution; at: number } | undefined {
		let next: { execution: Execution; at: number } | undefined;
		for (const execution of this.executions) {
			const { first, servedAs } = execution;
			const at = first ? this.nextAt(first) : Infinity;
			const isEarlier = !next || at < next.at;
			if (first && (isEarlier || (at === next?.at && servedAs < next.execution.servedAs))) {
				next = { execution, at };
			}
		}
		return next;
	}

	private async ask(execution: Execution): Promise<void> {
		const { budget } = this;
		const place = execution.serve(this.asks++);
		if (!this.isBurst) this.steppedAt = budget.clock.now();
		budget.spend();
		this.inFlight++;
		const wasWorthIt = await place.ask();
		this.inFlight--;
		this.worthItInARow = wasWorthIt ? this.worthItInARow + 1 : 0;
		if (wasWorthIt && !place.isUrgent) {
			this.firstTook = Math.min(this.firstTook, budget.clock.now() - this.since);
		}
		if (!place.isGone) execution.stand(place);
		this.look();
	}

	private get isBurst(): boolean {
		return this.inFlight < this.worthItInARow;
	}

	/** When to ask for the first in line, as things stand. */
	private nextAt(place: Place): number {
		const { budget, inFlight, toSpare } = this;
		if (inFlight >= MOST_IN_FLIGHT) return Infinity;
		const at = Math.max(budget.clock.now(), place.dueAt, budget.freeAt);
		if (place.isUrgent) {
			const goesOn = this.isBurst || inFlight === 0;
			return goesOn ? at : Math.max(at, this.steppedAt + SHORTEST_STEP_MS);
		}

		const heldUntil = this.since + Math.min(this.longestHoldMs, SLOWEST_TO_FIRST * this.firstTook);
		const isHeld = at < heldUntil;
		if (isHeld && toSpare < 1) return Math.min(heldUntil, Math.max(at, budget.moreAt));
		if (this.isBurst) return at;
		const nextStep = this.steppedAt + this.stepMs(isHeld ? heldUntil : undefined);
		return Math.max(at, isHeld ? Math.min(heldUntil, nextStep) : nextStep);
	}

	private stepMs(heldUntil?: number): number {
		const { limit } = this.budget;
		const even = MINUTE_MS / limit;
		const isEnough = this.waiting <= limit / 2;
		if (heldUntil === undefined) return isEnough ? even / 2 : even;
		const from = Math.max(this.since, this.steppedAt);
		const pace = isEnough ? even / 2 : (heldUntil - from) / this.toSpare;
		return this.waiting === 1 ? pace : Math.max(pace, SHORTEST_STEP_MS / this.executions.size);
	}

	/** How many requests may be wasted without needing another minute, if those in flight all are. */
	private get toSpare(): number {
		const { limit, left } = this.budget;
		const beyond = left - (this.waiting - this.inFlight);
		return (((beyond % limit) + limit) % limit) - this.inFlight;
	}
}
