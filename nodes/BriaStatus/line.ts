import { Heap } from './heap';
import type { MinuteBudget } from './minuteBudget';

/** A request that stands in line to be asked for. */
export interface Place {
	/** Not asked before this moment of the clock. */
	dueAt: number;
	/** Whether its answer is wanted as soon as the budget allows, finished or not. */
	readonly isUrgent: boolean;
	/** Whether nobody waits for it any more. */
	readonly isGone: boolean;
	/** Asks once. A place that is not gone then goes back into the line. */
	ask(): Promise<Verdict>;
}

/** What an answer says about the others: that they may be finished as well, or not yet. */
export type Verdict = 'finished' | 'unfinished';

interface Standing {
	place: Place;
	order: number;
}

/** How long a request that might cost another minute is held back at most, in ms. */
const LONGEST_HOLD_MS = 40_000;

/** The slowest job takes about so many times as long as the one that is first seen finished. */
const SLOWEST_TO_FIRST = 2;

/**
 * Whom to ask next, and when: everybody who shares a budget stands in one line.
 *
 * - **In turn.** Who has waited longest since the last answer, or for the first, is asked next.
 * - **At an even pace.** Requests that may be wasted are spread over the minute; twice as fast where
 *   no more than half a minute's requests are needed to ask for all.
 * - **At once, when results are ready.** As many go side by side as answers in a row were finished.
 *   The first that is not brings back the even pace.
 * - **Held back, when a wasted one costs a minute.** Where all that is left just fits into so many
 *   minutes, nothing is asked until twice the time that the first finished one took, or 40 s.
 */
export class Line {
	/** Who stands in line or is being asked. */
	private size = 0;
	private inFlight = 0;
	private finishedInARow = 0;
	private pacedAt = -Infinity;
	private since = 0;
	private firstFinishedAfter = Infinity;
	private arrivals = 0;
	private isMoving = false;
	private nap = new AbortController();
	private readonly standing = new Heap<Standing>(
		(a, b) =>
			a.place.dueAt - b.place.dueAt < 0 || (a.place.dueAt === b.place.dueAt && a.order < b.order),
	);

	constructor(private readonly budget: MinuteBudget) {}

	/** Puts a request at its place in the line. */
	join(place: Place): void {
		if (this.size === 0) {
			this.since = this.budget.clock.now();
			this.firstFinishedAfter = Infinity;
		}
		this.size++;
		this.stand(place);
		if (!this.isMoving) void this.move();
	}

	/** A request of the line, which is gone, does not count any more. */
	leave(): void {
		this.size--;
		this.wake();
	}

	private stand(place: Place): void {
		this.standing.push({ place, order: this.arrivals++ });
		this.wake();
	}

	private wake(): void {
		this.nap.abort();
	}

	private get first(): Place | undefined {
		while (this.standing.first?.place.isGone) this.standing.pop();
		return this.standing.first?.place;
	}

	private async move(): Promise<void> {
		this.isMoving = true;
		const { clock } = this.budget;
		await Promise.resolve();
		for (let place = this.first; place; place = this.first) {
			const pause = this.nextAt(place) - clock.now();
			if (pause > 0) {
				this.nap = new AbortController();
				await clock.sleep(pause, this.nap.signal);
			} else {
				this.standing.pop();
				void this.ask(place);
			}
		}
		this.isMoving = false;
	}

	private async ask(place: Place): Promise<void> {
		const { budget } = this;
		if (!this.isBursting) this.pacedAt = budget.clock.now();
		budget.spend();
		this.inFlight++;
		const verdict = await place.ask();
		this.inFlight--;
		if (verdict === 'finished') {
			this.finishedInARow++;
			this.firstFinishedAfter = Math.min(this.firstFinishedAfter, budget.clock.now() - this.since);
		} else {
			this.finishedInARow = 0;
		}
		if (!place.isGone) this.stand(place);
		if (!this.isMoving) void this.move();
		this.wake();
	}

	private get isBursting(): boolean {
		return this.inFlight < this.finishedInARow;
	}

	private nextAt(place: Place): number {
		const { budget } = this;
		if (budget.refusals > 0 && this.inFlight > 0) return Infinity;
		const at = Math.max(place.dueAt, budget.freeAt);
		if (place.isUrgent) return at;
		return Math.max(at, this.heldUntil, this.isBursting ? at : this.pacedAt + this.paceMs);
	}

	private get paceMs(): number {
		const { limit } = this.budget;
		return 60_000 / limit / (this.size <= limit / 2 ? 2 : 1);
	}

	private get heldUntil(): number {
		const { limit, left, moreAt } = this.budget;
		const needed = this.size - this.inFlight;
		const spare = (((left - needed) % limit) + limit) % limit;
		if (spare > this.inFlight) return -Infinity;
		const hold = Math.min(LONGEST_HOLD_MS, SLOWEST_TO_FIRST * this.firstFinishedAfter);
		return Math.min(this.since + hold, moreAt);
	}
}
