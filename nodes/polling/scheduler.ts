import { type Clock, sleepUntil } from './clock';
import type { RateLimiter } from './rateLimiter';

/** After so many requests, everything else in the process has a turn. */
const IN_ONE_GO = 10;
const BREAK_MS = 1;

/** An execution, as the scheduler sees it. */
export interface Participant {
	/** From when on it has a request to send, by the clock; `Infinity`: none, until it says `changed`. */
	readonly nextAt: number;
	/** Sends a request, which left at `departure`. */
	send(departure: number): void;
}

/**
 * Decides whose request leaves next: round robin over those who have one to send now. It sleeps until
 * there is one, and the rate limiter lets it leave.
 */
export class Scheduler {
	/** Who was served longest ago comes first; `served` is the number of the request, or just before it. */
	private queue: Array<{ participant: Participant; served: number }> = [];
	private sent = 0;
	private isRunning = false;
	private pause?: AbortController;

	constructor(
		private readonly clock: Clock,
		private readonly limiter: RateLimiter,
	) {}

	/** Who is new comes just before the one who was served last, so that nobody is overtaken twice. */
	join(participant: Participant): void {
		const entry = { participant, served: this.sent - 0.5 };
		const index = this.queue.findIndex(({ served }) => served > entry.served);
		this.queue.splice(index < 0 ? this.queue.length : index, 0, entry);
		this.changed();
	}

	leave(participant: Participant): void {
		this.queue = this.queue.filter((entry) => entry.participant !== participant);
		this.changed();
	}

	/** How many have joined. */
	get size(): number {
		return this.queue.length;
	}

	/** Something may be sent earlier, or later, than was thought. */
	changed(): void {
		// With a reason, since an exception is made where there is none: that takes longer than all else.
		this.pause?.abort('changed');
		if (!this.isRunning) void this.run();
	}

	private async run(): Promise<void> {
		this.isRunning = true;
		// Whatever changes together is looked at once.
		await Promise.resolve();
		for (let at = this.nextAt(); at < Infinity; at = this.nextAt()) {
			this.pause = new AbortController();
			const isSent = at <= this.clock.now() && this.sendNext();
			if (!isSent) await sleepUntil(this.clock, at, this.pause.signal);
			else if (this.sent % IN_ONE_GO === 0) await this.clock.sleep(BREAK_MS, this.pause.signal);
		}
		this.isRunning = false;
	}

	/** When a request can leave. */
	private nextAt(): number {
		const wantedAt = Math.min(...this.queue.map(({ participant }) => participant.nextAt));
		return Math.max(wantedAt, this.limiter.freeAt);
	}

	/** @returns whether somebody had a request to send */
	private sendNext(): boolean {
		const now = this.clock.now();
		const index = this.queue.findIndex(({ participant }) => participant.nextAt <= now);
		const [entry] = index < 0 ? [] : this.queue.splice(index, 1);
		if (!entry) return false;
		this.queue.push({ ...entry, served: ++this.sent });
		entry.participant.send(this.limiter.depart());
		return true;
	}
}
