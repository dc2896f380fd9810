import { randomUUID } from 'node:crypto';

import { finished, inProgress, type Body, type JobKind } from './bodies';
import type { FileOptions } from './resultFiles';

/** How a request goes on. Without any option: an image that is COMPLETED from the start. */
export interface JobOptions {
	/** Default: 32 random hex digits, as Bria's are. */
	requestId?: string;
	/** Default `image`. */
	kind?: JobKind;
	/** Milliseconds until it is finished, from when it is added; `Infinity`: only by `finish`. Default 0. */
	afterMs?: number;
	/** How many asks are answered IN_PROGRESS first. Default 0. With `afterMs`, both must be over. */
	afterAsks?: number;
	/** The status it ends with, documented or not. Default `COMPLETED`. */
	status?: string;
	/** The whole body it ends with, in place of the documented one of `status` and `kind`. */
	body?: object;
	/** Comes back in the result of an image. */
	prompt?: string;
	/** Comes back in the result of an image or a structured prompt. */
	seed?: number | string;
	/** How its result file is served. */
	file?: FileOptions;
}

/** How `finish` ends a request; what is left out stays as the request was added. */
export type Ending = Pick<JobOptions, 'status' | 'body'>;

interface Job extends JobOptions {
	kind: JobKind;
	addedAt: number;
	asks: number;
	isFinished: boolean;
}

/** The requests that the Status Service knows. */
export class Jobs {
	private readonly jobs = new Map<string, Job>();

	/** @param urlOf where the result file of a request can be had */
	constructor(private readonly urlOf: (requestId: string, kind: JobKind) => string) {}

	add(options: JobOptions): string {
		const requestId = options.requestId ?? randomUUID().replaceAll('-', '');
		const kind = options.kind ?? 'image';
		const addedAt = performance.now();
		this.jobs.set(requestId, { ...options, kind, addedAt, asks: 0, isFinished: false });
		return requestId;
	}

	finish(requestId: string, ending: Ending = {}): void {
		const job = this.jobs.get(requestId);
		if (!job) throw new Error(`No request "${requestId}" was added`);
		Object.assign(job, ending, { isFinished: true });
	}

	/** The body of now, counted as an ask; `undefined` for a request that was never added. */
	ask(requestId: string): Body | undefined {
		const body = this.peek(requestId);
		const job = this.jobs.get(requestId);
		if (job) job.asks += 1;
		return body;
	}

	/** The body of now, not counted as an ask. */
	peek(requestId: string): Body | undefined {
		const job = this.jobs.get(requestId);
		if (!job) return undefined;
		return isOver(job) ? this.lastBody(requestId, job) : inProgress(requestId);
	}

	private lastBody(requestId: string, job: Job): Body {
		if (job.body) return job.body as Body;
		const { kind, prompt, seed, status = 'COMPLETED' } = job;
		return finished(status, kind, requestId, { url: this.urlOf(requestId, kind), prompt, seed });
	}
}

function isOver({ isFinished, addedAt, asks, afterMs = 0, afterAsks = 0 }: Job): boolean {
	return isFinished || (performance.now() - addedAt >= afterMs && asks >= afterAsks);
}
