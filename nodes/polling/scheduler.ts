import { type Clock, sleepUntil } from './clock';
import type { RateLimiter } from './rateLimiter';

/** After this many requests there is a break, in which everything else in the process goes on. */
const IN_ONE_GO = 10;
const BREAK_MS = 1;

/** An execution, as the scheduler sees it. */
export interface Participant {
	/** From when on it has a request to send, by the clock; `Infinity`: none, until it says `changed`. */
	readonly nextAt: number;
	/** How many requests it has to send. */
	readonly backlog: number;
	/** Until when, by the clock; `Infinity`: no end. */
	readonly deadline: number;
	/** Sends a request, which left at `departure`. */
	send(departure: number): void;
}

interface Entry {
	participant: Participant;
	/** The number of its last request among all; a new one begins just before the last of them. */
	lastSent: number;
	/** When its last request left; `-Infinity`: there was none. */
	sentAt: number;
}

/** Decides which execution sends next: round robin over those that have a request to send now. */
export class Scheduler {
	/** The one that sent longest ago comes first. */
	private queue: Entry[] = [];
	private sent = 0;
	private isRunning = false;
	/** The sleep until something is due: ended when something changes. */
	private pause?: AbortController;
	/** The break after several requests: ended when nobody is left. */
	private breather?: AbortController;

	constructor(
		private readonly clock: Clock,
		private readonly limiter: RateLimiter,
	) {}

	/** A new one comes just before the one that sent last, so that nobody is overtaken twice. */
	join(participant: Participant): void {
		const lastSent = this.sent - 0.5;
		const entry = { participant, lastSent, sentAt: -Infinity };
		const index = this.queue.findIndex((other) => other.lastSent > lastSent);
		this.queue.splice(index < 0 ? this.queue.length : index, 0, entry);
		this.changed();
	}

	leave(participant: Participant): void {
		this.queue = this.queue.filter((entry) => entry.participant !== participant);
		if (this.queue.length === 0) this.breather?.abort('over');
		this.changed();
	}

	/** Whether there are several participants. */
	get isShared(): boolean {
		return this.queue.length > 1;
	}

	/** How many requests a minute each participant can count on. */
	get share(): number {
		return this.limiter.limit / Math.max(1, this.queue.length);
	}

	/** Something may be sent earlier, or later, than was thought. */
	changed(): void {
		// With a reason: without one, `abort` makes an exception each time, which is slow.
		this.pause?.abort('changed');
		if (!this.isRunning) void this.run();
	}

	private async run(): Promise<void> {
		this.isRunning = true;
		// Whatever changes together is looked at once.
		await Promise.resolve();
		for (let next = this.next(); next.at < Infinity; next = this.next()) {
			if (next.entry) {
				this.send(next.entry);
				if (this.sent % IN_ONE_GO === 0) await this.takeBreak();
			} else {
				this.pause = new AbortController();
				await sleepUntil(this.clock, next.at, this.pause.signal);
			}
		}
		this.isRunning = false;
	}

	private async takeBreak(): Promise<void> {
		this.breather = new AbortController();
		await this.clock.sleep(BREAK_MS, this.breather.signal);
	}

	/** Who sends now; if nobody, then when somebody will. */
	private next(): { entry?: Entry; at: number } {
		const now = this.clock.now();
		let earliest = Infinity;
		for (const entry of this.queue) {
			const { nextAt, backlog, deadline } = entry.participant;
			if (nextAt === Infinity) continue;
			const at = Math.max(
				nextAt,
				this.limiter.freeAt({ backlog, deadline, sentAt: entry.sentAt }, now),
			);
			if (at <= now) return { entry, at };
			earliest = Math.min(earliest, at);
		}
		return { at: earliest };
	}

	private send(entry: Entry): void {
		this.queue.splice(this.queue.indexOf(entry), 1);
		this.queue.push(entry);
		entry.lastSent = ++this.sent;
		entry.sentAt = this.limiter.depart();
		entry.participant.send(entry.sentAt);
	}
}
