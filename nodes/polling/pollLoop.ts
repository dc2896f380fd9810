import { backoff } from './backoff';
import { sleepUntil } from './clock';
import { Pace } from './pace';
import type { Lease } from './pollQueue';
import { PriorityQueue } from './priorityQueue';
import type { Participant } from './scheduler';

/** What one poll told about a request. `T` is whatever the caller wants back. */
export type PollResult<T> =
	/** It has come to its end. */
	| { state: 'finished'; value: T }
	| { state: 'inProgress'; value: T }
	/** No usable answer, which may pass: 5xx, a broken connection, nonsense, a firewall's page. */
	| { state: 'retry'; value: T }
	/** 429. */
	| { state: 'rateLimited'; value: T; retryAfterMs?: number }
	/** 404: final, but a request that was never seen may only be too new. */
	| { state: 'notFound'; value: T }
	/** Final for this request. */
	| { state: 'failed'; value: T }
	/** Final for all: 401, 403. */
	| { state: 'denied'; value: T };

/** How it ended for a request. */
export type Outcome<T> =
	| { state: 'finished'; value: T }
	/** The time to wait was over, or it was to be asked only once: the last that was told. */
	| { state: 'inProgress'; value: T }
	/** The time to wait was over, and the plan never had room for it. */
	| { state: 'notAsked' }
	| { state: 'failed'; value: T }
	/** The run ended before it did. */
	| { state: 'stopped' };

export interface PollOptions<T> {
	/** Asks for a request once. */
	poll: (id: string, signal: AbortSignal) => Promise<PollResult<T>>;
	/** The execution's part in the queue that everybody with the same plan shares. */
	lease: Lease;
	/** `once`: whatever the first usable answer is. `untilFinished`: polls until it is finished. */
	mode: 'once' | 'untilFinished';
	/** When it is over, what is unfinished is `inProgress`. `Infinity`: no end. In ms. */
	maxWaitMs: number;
	/** Whether the first request that fails ends the run: the others are `stopped`. Default false. */
	endOnFailure?: boolean;
	/** Ends everything at once. */
	signal?: AbortSignal;
	/** Told of each outcome as soon as it is known. */
	onOutcome?: (id: string, outcome: Outcome<T>) => void;
}

/** How often in a row a poll that may pass is made again. */
const MOST_RETRIES = 5;

/** How often a request that was never seen is asked for again when it is not found. */
const NOT_FOUND_RETRIES = 2;
const NOT_FOUND_PAUSE_MS = 1_500;

/** A request is asked for again after this part of the time that it has been waited for. */
const INTERVAL_PART = 0.1;
const SHORTEST_INTERVAL_MS = 1_000;
const LONGEST_INTERVAL_MS = 15_000;

/** One refusal after the other is no reason to wait for longer than this without a deadline, in ms. */
const LONGEST_REFUSED_MS = 5 * 60_000;

/** One request of a run. */
interface Request<T> {
	id: string;
	dueAt: number;
	/** Since when it has been waited for. */
	waitingSince: number;
	lastStatus?: T;
	lastTrouble?: T;
	retries: number;
	notFounds: number;
	isSettled: boolean;
}

/** The requests of one execution: each is polled until it has an outcome, or all end together. */
class PollLoop<T> implements Participant {
	readonly outcomes = new Map<string, Outcome<T>>();
	private readonly startedAt: number;
	private readonly end = new AbortController();
	private readonly waiting = new Set<Request<T>>();
	/** Who has been due for longest comes first. */
	private readonly due: PriorityQueue<Request<T>>;
	/** Those that do not keep to the pace. */
	private readonly urgent: PriorityQueue<Request<T>>;
	private readonly pace: Pace;
	private hadGoodAnswer = false;
	private refusals = 0;
	private refusedSince = Infinity;
	private lastRefusal?: T;
	private error?: { cause: unknown };

	constructor(
		ids: readonly string[],
		private readonly options: PollOptions<T>,
	) {
		const { queue } = options.lease;
		this.startedAt = queue.clock.now();
		this.pace = new Pace(queue, this.startedAt, options.maxWaitMs);
		const comesFirst = (a: Request<T>, b: Request<T>) => a.dueAt < b.dueAt;
		this.due = new PriorityQueue(comesFirst);
		this.urgent = new PriorityQueue(comesFirst);
		for (const id of new Set(ids)) {
			const { firstAskedAt, lastAskedAt } = queue.memory.get(id) ?? {};
			const request: Request<T> = {
				id,
				dueAt: lastAskedAt ?? -Infinity,
				waitingSince: firstAskedAt ?? this.startedAt,
				...{ retries: 0, notFounds: 0, isSettled: false },
			};
			this.waiting.add(request);
			this.enqueue(request);
		}
	}

	/** Resolves when every request has its outcome. Rejects when `poll` does. */
	async run(): Promise<void> {
		const { lease, maxWaitMs, signal } = this.options;
		const { clock, scheduler } = lease.queue;
		const stop = () => this.settleAll(() => ({ state: 'stopped' }));
		if (signal?.aborted) stop();
		if (this.waiting.size > 0) {
			signal?.addEventListener('abort', stop);
			scheduler.join(this);
			await sleepUntil(clock, this.startedAt + maxWaitMs, this.end.signal);
			this.settleAll((request) => this.outcomeAtDeadline(request));
			scheduler.leave(this);
			signal?.removeEventListener('abort', stop);
		}
		if (this.error) throw this.error.cause;
	}

	get nextAt(): number {
		if (this.isOver) return Infinity;
		const urgent = this.first(this.urgent);
		const due = this.first(this.due);
		return Math.min(
			urgent ? Math.max(urgent.dueAt, this.pace.soonestAt) : Infinity,
			due ? Math.max(due.dueAt, this.pace.nextAt(this.waiting.size)) : Infinity,
		);
	}

	send(departure: number): void {
		const urgent = this.first(this.urgent);
		const isUrgent = urgent && urgent.dueAt <= departure;
		const request = (isUrgent ? this.urgent : this.due).pop() as Request<T>;
		this.pace.sent();
		this.options.lease.queue.memory.asked(request.id);
		void this.poll(request, departure);
	}

	private first(queue: PriorityQueue<Request<T>>): Request<T> | undefined {
		while (queue.first?.isSettled) queue.pop();
		return queue.first;
	}

	private enqueue(request: Request<T>): void {
		const isUrgent = this.options.mode === 'once' || request.notFounds > 0;
		(isUrgent ? this.urgent : this.due).push(request);
	}

	/** Whether nothing may be asked any more: all is settled, or the time is over. */
	private get isOver(): boolean {
		const { lease, maxWaitMs } = this.options;
		return this.end.signal.aborted || lease.queue.clock.now() >= this.startedAt + maxWaitMs;
	}

	private async poll(request: Request<T>, departure: number): Promise<void> {
		const { poll, lease } = this.options;
		let isUseful = false;
		try {
			const result = await poll(request.id, this.end.signal);
			if (!this.end.signal.aborted) this.countRefusals(result, departure);
			if (!this.isOver) isUseful = this.take(request, result);
		} catch (cause) {
			this.error = { cause };
			this.settleAll(() => ({ state: 'stopped' }));
		}
		this.pace.answered(isUseful);
		if (!request.isSettled) this.enqueue(request);
		lease.queue.scheduler.changed();
	}

	private countRefusals(result: PollResult<T>, departure: number): void {
		const { lease } = this.options;
		if (result.state === 'rateLimited') lease.refused(departure, result.retryAfterMs);
		else lease.accepted(departure);
	}

	/** @returns whether the answer was worth a request */
	private take(request: Request<T>, result: PollResult<T>): boolean {
		const { lease, mode } = this.options;
		const { clock, memory } = lease.queue;
		const { state, value } = result;
		const now = clock.now();
		if (state === 'rateLimited') {
			return false;
		}
		this.refusals = 0;
		if (state === 'denied') {
			this.settleAll(() => ({ state: 'failed', value }));
			return false;
		}
		if (state === 'failed') {
			this.fail(request, value);
			return true;
		}
		if (state === 'notFound') {
			const isNew = mode === 'untilFinished' && !memory.get(request.id)?.wasSeen;
			if (!isNew || request.notFounds === NOT_FOUND_RETRIES) this.fail(request, value);
			request.lastTrouble = value;
			request.notFounds++;
			request.dueAt = now + NOT_FOUND_PAUSE_MS;
			return true;
		}
		if (state === 'retry') {
			request.lastTrouble = value;
			request.retries++;
			request.dueAt = now + backoff(request.retries, LONGEST_INTERVAL_MS);
			const isAway = mode === 'untilFinished' && this.hadGoodAnswer;
			if (request.retries > MOST_RETRIES && !isAway) this.fail(request, value);
			return false;
		}
		this.hadGoodAnswer = true;
		memory.seen(request.id);
		if (state === 'finished' || mode === 'once') {
			this.settle(request, { state, value });
			return true;
		}
		request.lastStatus = value;
		request.retries = 0;
		request.notFounds = 0;
		request.dueAt = now + this.interval(now - request.waitingSince);
		return false;
	}

	private interval(waited: number): number {
		return Math.min(LONGEST_INTERVAL_MS, Math.max(SHORTEST_INTERVAL_MS, waited * INTERVAL_PART));
	}

	private outcomeAtDeadline({ lastStatus, lastTrouble }: Request<T>): Outcome<T> {
		if (lastStatus !== undefined) return { state: 'inProgress', value: lastStatus };
		if (lastTrouble !== undefined) return { state: 'failed', value: lastTrouble };
		return { state: 'notAsked' };
	}

	private settle(request: Request<T>, outcome: Outcome<T>): void {
		request.isSettled = true;
		this.outcomes.set(request.id, outcome);
		this.waiting.delete(request);
		if (this.waiting.size === 0) this.end.abort('settled');
		this.options.onOutcome?.(request.id, outcome);
	}

	private fail(request: Request<T>, value: T): void {
		this.settle(request, { state: 'failed', value });
		if (this.options.endOnFailure) this.settleAll(() => ({ state: 'stopped' }));
	}

	private settleAll(outcomeOf: (request: Request<T>) => Outcome<T>): void {
		for (const request of this.waiting) this.settle(request, outcomeOf(request));
	}
}

/**
 * Polls all of `ids` side by side.
 *
 * @returns an outcome for each of them, once
 */
export async function pollAll<T>(
	ids: readonly string[],
	options: PollOptions<T>,
): Promise<Map<string, Outcome<T>>> {
	const loop = new PollLoop(ids, options);
	await loop.run();
	return loop.outcomes;
}
