import { type Clock, MINUTE_MS } from './clock';

const MOST_REQUESTS = 10_000;
const REMEMBERED_FOR_MS = 60 * MINUTE_MS;

/** What is remembered of a request when the execution that asked for it is over. */
export interface Remembered {
	/** When it was first asked for, by the clock. */
	firstAskedAt: number;
	lastAskedAt: number;
	/** Whether Bria ever gave its status. */
	wasSeen: boolean;
}

/** Remembers requests by ID, for an hour, so that each round of a loop goes on where the last one ended. */
export class PollHistory {
	/** The one that was asked for last is at the end. */
	private readonly requests = new Map<string, Remembered>();

	constructor(private readonly clock: Clock) {}

	get(id: string): Remembered | undefined {
		const found = this.requests.get(id);
		return found && !this.isOld(found) ? found : undefined;
	}

	/** A request is asked for now. */
	asked(id: string): void {
		const now = this.clock.now();
		const { firstAskedAt = now, wasSeen = false } = this.get(id) ?? {};
		this.requests.delete(id);
		this.requests.set(id, { firstAskedAt, lastAskedAt: now, wasSeen });
		for (const [oldest, remembered] of this.requests) {
			if (this.requests.size <= MOST_REQUESTS && !this.isOld(remembered)) break;
			this.requests.delete(oldest);
		}
	}

	/** Takes back that a request was asked for: in the next round it comes as if last asked for at the moment `at`. */
	unasked(id: string, at: number): void {
		const found = this.requests.get(id);
		if (found && at > -Infinity) found.lastAskedAt = at;
		else this.requests.delete(id);
	}

	/** Bria gave its status. */
	seen(id: string): void {
		const found = this.requests.get(id);
		if (found) found.wasSeen = true;
	}

	/** How many requests are remembered. */
	get size(): number {
		return this.requests.size;
	}

	private isOld({ lastAskedAt }: Remembered): boolean {
		return this.clock.now() - lastAskedAt > REMEMBERED_FOR_MS;
	}
}
