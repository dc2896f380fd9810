import type { Job } from './jobs';

const EVERY_MS = 1_000;

/** How many of those that are waited for a line names. */
const NAMED = 3;

/** Tells in plain lines, so that it reads well in a log too, what is being waited for. */
export class Progress {
	/** In the order in which they were submitted. */
	readonly jobs: Job[] = [];
	private started = performance.now();
	private readonly open = new Map<string, string>();
	private readonly asked = new Map<string, number>();
	private timer?: NodeJS.Timeout;

	/** @param hearsStatus whether `hear` is told what was answered, so that it is known who is left */
	constructor(private readonly hearsStatus: boolean) {}

	/** A job that is waited for from now on. */
	add(job: Job): void {
		this.jobs.push(job);
		this.open.set(job.requestId, job.title);
	}

	start(): void {
		this.started = performance.now();
		if (!this.hearsStatus) return;
		this.timer = setInterval(() => this.tell(), EVERY_MS);
	}

	/** @param status what was answered, where that is known */
	hear(requestId: string, status?: string): void {
		this.asked.set(requestId, this.requestsFor(requestId) + 1);
		const title = this.open.get(requestId);
		if (title === undefined) return;
		if (status === undefined) {
			this.print(`asking for ${title}`);
		} else if (status !== 'IN_PROGRESS') {
			this.open.delete(requestId);
			this.print(`${status.padEnd(11)}  ${title}`);
		}
	}

	requestsFor(requestId: string): number {
		return this.asked.get(requestId) ?? 0;
	}

	get requests(): number {
		return [...this.asked.values()].reduce((sum, count) => sum + count, 0);
	}

	get seconds(): string {
		return ((performance.now() - this.started) / 1000).toFixed(1);
	}

	stop(): void {
		clearInterval(this.timer);
	}

	private tell(): void {
		const titles = [...this.open.values()];
		if (titles.length === 0) return;
		const names = titles.slice(0, NAMED).join(', ') + (titles.length > NAMED ? ', ...' : '');
		this.print(`waiting for ${titles.length} of ${this.jobs.length}: ${names}`);
	}

	private print(text: string): void {
		console.log(`${this.seconds.padStart(6)} s  ${text}`);
	}
}
