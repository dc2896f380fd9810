import { randomUUID } from 'node:crypto';

import { finished, inProgress, type Body, type JobKind } from './bodies';
import type { AdFormat } from './kinds';
import type { FileOptions } from './resultFiles';

/** Makes a body: an object, or a string for what is to be sent letter by letter. */
export type BodyMaker = (requestId: string, fileUrl: string) => object | string;

/** What a status call is answered. */
export interface Answer {
	statusCode: number;
	/** A string is sent letter by letter. */
	body: object | string;
}

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
	body?: object | string | BodyMaker;
	/** The HTTP status of the answer when it is over. Default 200. */
	statusCode?: number;
	/** How many first asks are answered 404, as if it had never been submitted. Default 0. */
	appearsAfterAsks?: number;
	/** For how many milliseconds from the start it is answered 404. Default 0. */
	appearsAfterMs?: number;
	/** Comes back in the result of an image. */
	prompt?: string;
	/** Comes back in the result of an image or a structured prompt. */
	seed?: number | string;
	/** The sizes in the result of resized ads; one with `[failed]` in its name fails. */
	formats?: AdFormat[];
	/** Who is told when it is over. */
	webhookUrl?: string;
	/** How its result file is served. */
	file?: FileOptions;
}

/** How `finish` ends a request; what is left out stays as the request was added. */
export type Ending = Pick<JobOptions, 'status' | 'body' | 'statusCode'>;

interface Job extends JobOptions {
	kind: JobKind;
	addedAt: number;
	asks: number;
	isFinished: boolean;
	/** Somebody waits for its end and has not been told. */
	isWatched: boolean;
}

/** The requests that the Status Service knows. */
export class Jobs {
	private readonly jobs = new Map<string, Job>();
	private readonly timers = new Set<NodeJS.Timeout>();

	/**
	 * @param urlOf where the result file of a request can be had
	 * @param onOver is told once when a request with `webhookUrl` is over
	 */
	constructor(
		private readonly urlOf: (requestId: string, kind: JobKind) => string,
		private readonly onOver: (requestId: string, webhookUrl: string) => void = () => {},
	) {}

	add(options: JobOptions): string {
		const requestId = options.requestId ?? randomUUID().replaceAll('-', '');
		const kind = options.kind ?? 'image';
		const addedAt = performance.now();
		const isWatched = options.webhookUrl !== undefined;
		this.jobs.set(requestId, { ...options, kind, addedAt, asks: 0, isFinished: false, isWatched });
		if (isWatched && !options.afterAsks) this.lookWhenOver(requestId, options.afterMs ?? 0);
		return requestId;
	}

	finish(requestId: string, ending: Ending = {}): void {
		const job = this.jobs.get(requestId);
		if (!job) throw new Error(`No request "${requestId}" was added`);
		Object.assign(job, ending, { isFinished: true });
		this.look(requestId, job);
	}

	/** The answer of now, counted as an ask; `undefined` for a request that is not known (yet). */
	ask(requestId: string): Answer | undefined {
		const answer = this.peek(requestId);
		const job = this.jobs.get(requestId);
		if (job) {
			job.asks += 1;
			this.look(requestId, job);
		}
		return answer;
	}

	/** The answer of now, not counted as an ask. */
	peek(requestId: string): Answer | undefined {
		const job = this.jobs.get(requestId);
		if (!job || isHidden(job)) return undefined;
		if (!isOver(job)) return { statusCode: 200, body: inProgress(requestId) };
		return { statusCode: job.statusCode ?? 200, body: this.lastBody(requestId, job) };
	}

	/** Forgets who waits for what is not over yet. */
	close(): void {
		for (const timer of this.timers) clearTimeout(timer);
	}

	private lookWhenOver(requestId: string, ms: number): void {
		if (ms === Infinity) return;
		// A timer can come a moment before the time that `performance.now()` tells.
		const timer = setTimeout(() => {
			const job = this.jobs.get(requestId);
			this.timers.delete(timer);
			if (job && !isOver(job)) this.lookWhenOver(requestId, 1);
			else if (job) this.look(requestId, job);
		}, ms).unref();
		this.timers.add(timer);
	}

	private look(requestId: string, job: Job): void {
		if (!job.isWatched || job.webhookUrl === undefined || !isOver(job)) return;
		job.isWatched = false;
		this.onOver(requestId, job.webhookUrl);
	}

	private lastBody(requestId: string, job: Job): object | string {
		const { kind, prompt, seed, formats, body, status = 'COMPLETED' } = job;
		const url = this.urlOf(requestId, kind);
		if (typeof body === 'function') return body(requestId, url);
		return body ?? finished(status, kind, requestId, { url, prompt, seed, formats });
	}
}

/** The object that a body is; an empty one for a text that is no JSON object. */
export function asObject(body: object | string): Body {
	if (typeof body !== 'string') return body as Body;
	try {
		const parsed: unknown = JSON.parse(body.replace(/^\uFEFF/, ''));
		return typeof parsed === 'object' && parsed !== null ? (parsed as Body) : {};
	} catch {
		return {};
	}
}

function isHidden({ addedAt, asks, appearsAfterAsks = 0, appearsAfterMs = 0 }: Job): boolean {
	return asks < appearsAfterAsks || performance.now() - addedAt < appearsAfterMs;
}

function isOver({ isFinished, addedAt, asks, ...options }: Job): boolean {
	const { afterMs = 0, afterAsks = 0, appearsAfterAsks = 0 } = options;
	const asksSeen = asks - appearsAfterAsks;
	return isFinished || (performance.now() - addedAt >= afterMs && asksSeen >= afterAsks);
}
