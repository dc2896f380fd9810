import { Heap } from './heap';
import type { MinuteBudget } from './minuteBudget';

/** A request that stands in line to be asked for. */
export interface Place {
	/** It is not asked for before this moment of the clock. */
	readonly dueAt: number;
	/** Whether its answer is wanted as soon as the budget allows, finished or not. */
	readonly isUrgent: boolean;
	/** Whether nobody waits for it any more. */
	readonly isGone: boolean;
	/** Asks once. A place that is not gone then stands in line again. */
	ask(): Promise<'finished' | 'unfinished'>;
}

/** Without results in sight, an execution asks no more often than this, in ms: less than 60 a minute. */
const SHORTEST_STEP_MS = 1_250;

/** How long the line stands still at most, in ms: two thirds of the minute that might be lost. */
const LONGEST_HOLD_MS = 40_000;

/** The slowest of many jobs takes about so many times as long as the first that is seen finished. */
const SLOWEST_TO_FIRST = 3;

/** Side by side at most, whatever the plan allows. */
const MOST_IN_FLIGHT = 250;

const MINUTE_MS = 60_000;

/**
 * Whom to ask next, and when. Everybody who shares a budget stands in one line.
 *
 * - **In turn.** Next is who has been due for longest.
 * - **Step by step.** At first most answers are IN_PROGRESS. So the line moves at the plan's even pace
 *   (twice that where half a minute's requests are enough for all), and no faster than one request in
 *   1.25 s for each execution.
 * - **At once when results are ready.** As many go side by side as answers in a row were finished:
 *   1, 2, 4, 8. The first that is not takes the line back to single steps.
 * - **Nothing that costs a minute.** To ask for all who wait takes so many minutes of the plan, which
 *   may have requests to spare. These are spread over the time until all should be finished: three
 *   times what the first one took, and not more than 40 s. With none to spare, the line stands still
 *   until then: one wasted request would cost another minute.
 */
export class Line {
	private waiting = 0;
	private executions = 0;
	private inFlight = 0;
	private finishedInARow = 0;
	private steppedAt = -Infinity;
	private since = 0;
	private firstTook = Infinity;
	private isMoving = false;
	private pause = new AbortController();
	private places = 0;
	private readonly standing = new Heap<{ place: Place; order: number; dueAt: number }>(
		(a, b) => a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order),
	);

	constructor(private readonly budget: MinuteBudget) {}

	/** The requests of an execution get in line. */
	join(places: Iterable<Place>): void {
		if (this.executions === 0) {
			this.since = this.budget.clock.now();
			this.firstTook = Infinity;
		}
		this.executions++;
		for (const place of places) {
			this.waiting++;
			this.stand(place);
		}
	}

	/** One request is settled. */
	settled(): void {
		this.waiting--;
		this.look();
	}

	/** All requests of an execution are settled. */
	leave(): void {
		this.executions--;
	}

	private stand(place: Place): void {
		this.standing.push({ place, dueAt: place.dueAt, order: this.places++ });
		this.look();
	}

	/** Something changed: perhaps somebody may be asked earlier than was thought. */
	private look(): void {
		this.pause.abort();
		if (!this.isMoving) void this.move();
	}

	private async move(): Promise<void> {
		this.isMoving = true;
		const { clock } = this.budget;
		for (;;) {
			this.pause = new AbortController();
			await Promise.resolve();
			const place = this.first;
			if (!place) break;
			const pauseMs = this.nextAt(place) - clock.now();
			if (pauseMs <= 0) void this.ask(place);
			else await clock.sleep(pauseMs, this.pause.signal);
		}
		this.isMoving = false;
	}

	private get first(): Place | undefined {
		while (this.standing.first?.place.isGone) this.standing.pop();
		return this.standing.first?.place;
	}

	private async ask(place: Place): Promise<void> {
		const { budget } = this;
		this.standing.pop();
		if (!this.isBurst) this.steppedAt = budget.clock.now();
		budget.spend();
		this.inFlight++;
		const verdict = await place.ask();
		this.inFlight--;
		this.finishedInARow = verdict === 'finished' ? this.finishedInARow + 1 : 0;
		if (verdict === 'finished') {
			this.firstTook = Math.min(this.firstTook, budget.clock.now() - this.since);
		}
		if (!place.isGone) this.stand(place);
		this.look();
	}

	private get isBurst(): boolean {
		return this.inFlight < this.finishedInARow;
	}

	/** When to ask for the first in line, as things stand. */
	private nextAt(place: Place): number {
		const { budget, inFlight, toSpare } = this;
		const mostInFlight = budget.refusals > 0 ? 1 : MOST_IN_FLIGHT;
		if (inFlight >= mostInFlight) return Infinity;
		const at = Math.max(budget.clock.now(), place.dueAt, budget.freeAt);
		if (place.isUrgent) return at;

		const heldUntil = this.since + Math.min(LONGEST_HOLD_MS, SLOWEST_TO_FIRST * this.firstTook);
		const isHeld = at < heldUntil;
		if (isHeld && toSpare < 1) return Math.min(heldUntil, Math.max(at, budget.moreAt));
		if (this.isBurst) return at;
		const nextStep = this.steppedAt + this.stepMs(isHeld ? heldUntil : undefined);
		return Math.max(at, isHeld ? Math.min(heldUntil, nextStep) : nextStep);
	}

	private stepMs(heldUntil?: number): number {
		const { limit } = this.budget;
		const shortest = this.waiting === 1 ? 0 : SHORTEST_STEP_MS / this.executions;
		const even = MINUTE_MS / limit;
		if (this.waiting <= limit / 2) return Math.max(shortest, even / 2);
		if (heldUntil === undefined) return Math.max(shortest, even);
		const from = Math.max(this.since, this.steppedAt);
		return Math.max(shortest, (heldUntil - from) / this.toSpare);
	}

	/** How many requests may be wasted without needing another minute, if those in flight all are. */
	private get toSpare(): number {
		const { limit, left } = this.budget;
		const beyond = left - (this.waiting - this.inFlight);
		return (((beyond % limit) + limit) % limit) - this.inFlight;
	}
}
