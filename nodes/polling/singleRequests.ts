import type { Participant, Scheduler } from './scheduler';

/** Single requests of an execution, in order. */
export class SingleRequests implements Participant {
	readonly deadline = Infinity;
	/** How many were announced that have not been sent yet. */
	announced = 0;
	private readonly waiting = new Set<(departure?: number) => void>();

	constructor(private readonly scheduler: Scheduler) {}

	get nextAt(): number {
		return this.waiting.size > 0 ? -Infinity : Infinity;
	}

	get backlog(): number {
		return Math.max(this.waiting.size, this.announced);
	}

	send(departure: number): void {
		this.announced--;
		for (const resolve of this.waiting) return resolve(departure);
	}

	async next(signal?: AbortSignal): Promise<number | undefined> {
		if (signal?.aborted) return undefined;
		return await new Promise((resolve) => {
			const end = (departure?: number) => {
				this.waiting.delete(end);
				signal?.removeEventListener('abort', stop);
				resolve(departure);
			};
			const stop = () => end();
			this.waiting.add(end);
			signal?.addEventListener('abort', stop);
			this.scheduler.changed();
		});
	}
}
