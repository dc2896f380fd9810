import { backoff } from './backoff';
import { type Clock, MINUTE_MS } from './clock';
import { SlidingWindow } from './slidingWindow';

/** The server counts arrivals, not departures, so the minute is taken half a second longer, in ms. */
const WINDOW_MS = MINUTE_MS + 500;

/** No pause is longer, whatever a `Retry-After` says. */
const LONGEST_PAUSE_MS = 5 * MINUTE_MS;
const LONGEST_GUESS_MS = MINUTE_MS;

/** Fewer accepted requests say nothing about the plan: then Bria refuses everything. */
const FEWEST_ACCEPTED = 5;

/**
 * An execution spreads nothing in this last part of its time, in ms: the room that it takes at the
 * beginning of that part is free again before the end.
 */
const LAST_MINUTE_MS = WINDOW_MS + 5_000;

/** How long the plan is taken to be smaller, in ms. Then one request more is tried. */
const BELIEVED_FOR_MS = 3 * MINUTE_MS;

/** What refusals (429) say about the plan. */
interface Ceiling {
	/** How many requests were accepted in the minute before. */
	accepted: number;
	/** When it was refused a second time; absent after the first, which may have been a stray one. */
	confirmedAt?: number;
}

/** An execution, as the limiter sees it; moments are the clock's. */
interface Sender {
	/** How many requests it has to send. */
	backlog: number;
	/** Until when. */
	deadline: number;
	/** When it sent the last one; `-Infinity`: never. */
	sentAt: number;
}

const SINGLE: Sender = { backlog: 1, deadline: Infinity, sentAt: -Infinity };

/**
 * Lets no more requests leave in any minute than the plan allows, and none in the pause after a refusal.
 * Shared by all executions that use the same plan.
 */
export class RateLimiter {
	/** No request leaves before, by the clock. */
	pausedUntil = -Infinity;
	private readonly departures = new SlidingWindow(WINDOW_MS);
	private lastDeparture = -Infinity;
	private readonly acceptances = new SlidingWindow(MINUTE_MS);
	/** How many pauses in a row ended with another refusal. */
	private refusalsInARow = 0;
	private ceiling?: Ceiling;

	/** @param requestsPerMinute what the plan allows, as far as is known */
	constructor(
		private readonly clock: Clock,
		public requestsPerMinute: number,
	) {}

	/** How many requests may leave in a minute: what the plan allows, or what refusals showed of it. */
	get limit(): number {
		const { accepted, confirmedAt } = this.ceiling ?? {};
		if (accepted === undefined || confirmedAt === undefined) return this.requestsPerMinute;
		return Math.min(this.requestsPerMinute, this.isBelieved ? accepted : accepted + 1);
	}

	/** Whether the plan is still taken to be smaller. */
	private get isBelieved(): boolean {
		return this.clock.now() < (this.ceiling?.confirmedAt ?? -Infinity) + BELIEVED_FOR_MS;
	}

	/** Whether nothing was accepted since the last refusal. */
	get isRefused(): boolean {
		return this.refusalsInARow > 0;
	}

	/**
	 * From when on the next request may leave, by the clock.
	 *
	 * @param sender the execution that sends it; default: one with nothing else to send
	 * @param now the moment for which several are compared; default: now
	 */
	freeAt(sender: Sender = SINGLE, now = this.clock.now()): number {
		const { backlog, deadline, sentAt } = sender;
		const at = Math.max(this.pausedUntil, this.departures.whenDownTo(Math.max(0, this.limit - 1)));
		const used = this.departures.count(now);
		const left = this.limit - used;
		if (left <= 0 || backlog <= left || left >= this.limit / 2) return at;
		// Not all can leave in this minute: what is left is spread until more gets free, so that others find
		// room. The execution that sent last goes no faster than the even pace.
		const { lastDeparture: lastAt } = this;
		const moreAt = this.departures.whenDownTo(used - 1);
		const evenStep = sentAt === lastAt ? WINDOW_MS / this.limit : 0;
		const spreadAt = lastAt + Math.max(evenStep, (moreAt - lastAt) / (left + 1));
		return Math.max(at, Math.min(spreadAt, deadline - LAST_MINUTE_MS));
	}

	/** A request leaves now. @returns its departure, for `accepted` or `refused` */
	depart(): number {
		const now = this.clock.now();
		this.departures.add(now);
		this.lastDeparture = now;
		return now;
	}

	/** A request was answered, and not with a 429. */
	accepted(departure: number): void {
		const now = this.clock.now();
		this.acceptances.add(now);
		const { ceiling } = this;
		const inLastMinute = this.acceptances.count(now);
		if (departure >= this.pausedUntil) {
			this.refusalsInARow = 0;
			// While it is believed, slow answers would look as if more were allowed.
			if (ceiling && !this.isBelieved && inLastMinute > ceiling.accepted) this.ceiling = undefined;
		} else if (ceiling) {
			ceiling.accepted = Math.max(ceiling.accepted, inLastMinute);
		}
	}

	/**
	 * A request was answered with a 429: none leaves for a while. When another is refused within the minute
	 * after that pause, and no more were accepted meanwhile, the plan is taken to be what was accepted.
	 *
	 * @param retryAfterMs what the server said; a guess that grows from about a second to a minute counts
	 * where that is longer
	 */
	refused(departure: number, retryAfterMs?: number): void {
		const now = this.clock.now();
		if (departure >= this.pausedUntil) {
			this.refusalsInARow++;
			this.suspect(now);
		}
		const guess = backoff(this.refusalsInARow, LONGEST_GUESS_MS);
		const pause = Math.min(LONGEST_PAUSE_MS, Math.max(retryAfterMs || 0, guess));
		this.pausedUntil = Math.max(this.pausedUntil, now + pause);
	}

	/** Forgets what refusals seemed to say about the plan. */
	forgetCeiling(): void {
		this.ceiling = undefined;
	}

	private suspect(now: number): void {
		const accepted = this.acceptances.count(now);
		const isSoonAfterPause = now <= this.pausedUntil + WINDOW_MS;
		const isAgain = this.ceiling && (this.ceiling.confirmedAt !== undefined || isSoonAfterPause);
		this.ceiling =
			accepted < FEWEST_ACCEPTED ? undefined : { accepted, confirmedAt: isAgain ? now : undefined };
	}
}
