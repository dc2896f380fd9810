import { backoff } from './backoff';
import { MINUTE_MS, sleepUntil } from './clock';
import { Pacer } from './pacer';
import type { Lease, SharedPlan } from './sharedPlan';
import { PriorityQueue } from './priorityQueue';
import type { Participant } from './scheduler';

/** What one poll told about a request; `value` comes back in the outcome. */
export type PollResult<T> =
	/** The job is over. */
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
	/** Final for all: 401, 403, or a connection that cannot be made. */
	| { state: 'denied'; value: T };

/** How polling ended for a request. */
export type Outcome<T> =
	| { state: 'finished'; value: T }
	/** The time to wait was over, or it was to be asked only once: the last that was told. */
	| { state: 'inProgress'; value: T }
	/** The time to wait was over, and the plan had no room for it: it was never asked for, or refused (429). */
	| { state: 'notAsked' }
	/** The time to wait was over before the first answer of any kind came. */
	| { state: 'notAnswered' }
	| { state: 'failed'; value: T }
	/** The run was ended before the request was. */
	| { state: 'stopped' };

interface PollOptions<T> {
	/** Asks for a request once. */
	poll: (id: string, signal: AbortSignal) => Promise<PollResult<T>>;
	/** The execution's part in the plan, which all executions with the same token share. */
	lease: Lease;
	/** `once`: until the first usable answer. `untilFinished`: until the job is finished. */
	mode: 'once' | 'untilFinished';
	/** How long to wait, in ms; what is unfinished then is `inProgress`. `Infinity`: no end. */
	maxWaitMs: number;
	/** Whether the first request that fails ends the run: the others are `stopped`. Default false. */
	endOnFailure?: boolean;
	/** Ends everything at once. */
	signal?: AbortSignal;
	/** Told of each outcome as soon as it is known. Must not throw. */
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
const LONGEST_BACKOFF_MS = 15_000;

/** How long refusals in a row are waited out where there is no deadline, in ms. */
const LONGEST_REFUSED_MS = 5 * MINUTE_MS;

/** One request of an execution. */
interface Request<T> {
	id: string;
	/** It is not asked for before this moment of the clock. */
	dueAt: number;
	/** Its position among those that are due at the same moment. */
	order: number;
	/** When it was first asked for, also by an earlier execution. */
	waitingSince: number;
	lastStatus?: { value: T };
	lastTrouble?: { value: T };
	/** How often in a row there was no usable answer. */
	troubles: number;
	/** How often it was not found. */
	notFounds: number;
	/** Whether a 429 ever came for it. */
	wasRefused: boolean;
}

/** The requests of one execution: each is polled until it has an outcome, or all end together. */
class PollLoop<T> implements Participant {
	readonly outcomes = new Map<string, Outcome<T>>();
	readonly deadline: number;
	private readonly plan: SharedPlan;
	private readonly pacer: Pacer;
	private readonly unsettled = new Set<Request<T>>();
	/** First comes the one that has been due for longest, or was asked for longest ago by an earlier execution. */
	private readonly due = new PriorityQueue<Request<T>>(isDueEarlier);
	/** Those that do not wait for the even pace. */
	private readonly urgent = new PriorityQueue<Request<T>>(isDueEarlier);
	/** Those that are being asked for. */
	private readonly calls = new Map<Request<T>, AbortController>();
	private readonly end = new AbortController();
	private hadUsableAnswer = false;
	/** How many refusals (429) came in a row, those of one pause counted once. */
	private refusals = 0;
	private refusedSince = 0;
	private pausedUntil = -Infinity;
	private error?: { cause: unknown };

	constructor(
		ids: readonly string[],
		private readonly options: PollOptions<T>,
	) {
		const { lease, maxWaitMs } = options;
		const { plan } = lease;
		const { clock } = plan;
		this.plan = plan;
		const unique = new Set(ids);
		this.pacer = new Pacer(clock, plan, unique.size, maxWaitMs);
		const now = clock.now();
		this.deadline = now + maxWaitMs;
		for (const id of unique) {
			const { firstAskedAt, lastAskedAt } = plan.history.get(id) ?? {};
			const request: Request<T> = {
				id,
				dueAt: lastAskedAt ?? -Infinity,
				order: this.unsettled.size,
				waitingSince: firstAskedAt ?? now,
				troubles: 0,
				notFounds: 0,
				wasRefused: false,
			};
			this.unsettled.add(request);
			this.enqueue(request);
		}
	}

	/** Resolves when every request has its outcome. Rejects when `poll` does. */
	async run(): Promise<void> {
		const { signal } = this.options;
		const { clock, scheduler } = this.plan;
		const stop = () => this.settleAll(() => ({ state: 'stopped' }));
		if (signal?.aborted) stop();
		if (this.unsettled.size > 0) {
			signal?.addEventListener('abort', stop);
			scheduler.join(this);
			await sleepUntil(clock, this.deadline, this.end.signal);
			this.takeBackLateCalls();
			this.settleAll((request) => outcomeAtDeadline(request, this.calls.has(request)));
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
			urgent ? Math.max(urgent.dueAt, this.pacer.nextAt(true)) : Infinity,
			due ? Math.max(due.dueAt, this.pacer.nextAt(false)) : Infinity,
		);
	}

	get backlog(): number {
		return this.unsettled.size - this.calls.size;
	}

	send(departure: number): void {
		const urgent = this.first(this.urgent);
		const isUrgent = urgent && urgent.dueAt <= departure;
		const request = (isUrgent ? this.urgent : this.due).pop() as Request<T>;
		this.pacer.sent();
		this.plan.history.asked(request.id);
		void this.poll(request, departure);
	}

	/** The first that has no outcome yet. */
	private first(requests: PriorityQueue<Request<T>>): Request<T> | undefined {
		while (requests.first && !this.unsettled.has(requests.first)) requests.pop();
		return requests.first;
	}

	private enqueue(request: Request<T>): void {
		const isUrgent = this.options.mode === 'once' || request.notFounds > 0;
		(isUrgent ? this.urgent : this.due).push(request);
	}

	/** Whether nothing may be asked any more. */
	private get isOver(): boolean {
		return this.unsettled.size === 0 || this.plan.clock.now() >= this.deadline;
	}

	private async poll(request: Request<T>, departure: number): Promise<void> {
		const call = new AbortController();
		this.calls.set(request, call);
		let wasUseful: boolean | undefined = false;
		try {
			const result = await this.options.poll(request.id, call.signal);
			if (!call.signal.aborted) wasUseful = this.take(request, result, departure);
		} catch (cause) {
			this.error = { cause };
			this.settleAll(() => ({ state: 'stopped' }));
		}
		this.calls.delete(request);
		this.pacer.answered(wasUseful);
		if (this.unsettled.has(request)) this.enqueue(request);
		this.plan.scheduler.changed();
	}

	/**
	 * Acts on an answer.
	 *
	 * @returns whether it was useful: nothing more is to be asked for the request. `undefined`: it says
	 * nothing about the other requests
	 */
	private take(request: Request<T>, result: PollResult<T>, departure: number): boolean | undefined {
		const { lease, mode } = this.options;
		const { state, value } = result;
		if (state === 'rateLimited') {
			request.wasRefused = true;
			lease.refused(departure, result.retryAfterMs);
			this.refused(value, departure);
			return false;
		}
		lease.accepted(departure);
		this.refusals = 0;
		switch (state) {
			case 'denied':
				this.settleAll(() => ({ state: 'failed', value }));
				return false;
			case 'failed':
				this.fail(request, value);
				return true;
			case 'notFound':
				return this.notFound(request, value);
			case 'retry':
				this.troubled(request, value);
				return false;
		}
		this.hadUsableAnswer = true;
		this.plan.history.seen(request.id);
		const isLast = state === 'finished' || mode === 'once';
		if (isLast) this.settle(request, { state, value });
		else this.stillInProgress(request, value);
		return isLast;
	}

	/** Without a deadline it gives up after some refusals in a row; with one it goes on until then. */
	private refused(value: T, departure: number): void {
		const now = this.plan.clock.now();
		if (departure < this.pausedUntil) return;
		if (this.refusals === 0) this.refusedSince = now;
		this.refusals++;
		this.pausedUntil = this.plan.limiter.pausedUntil;
		const isHopeless =
			this.refusals > MOST_RETRIES || now - this.refusedSince >= LONGEST_REFUSED_MS;
		if (this.deadline === Infinity && isHopeless) {
			this.settleAll(() => ({ state: 'failed', value }));
		}
	}

	private notFound(request: Request<T>, value: T): true | undefined {
		const { history, clock } = this.plan;
		const mayBeTooNew = this.options.mode === 'untilFinished' && !history.get(request.id)?.wasSeen;
		if (mayBeTooNew && request.notFounds < NOT_FOUND_RETRIES) {
			request.notFounds++;
			request.lastTrouble = { value };
			request.dueAt = clock.now() + NOT_FOUND_PAUSE_MS;
			return undefined;
		}
		this.fail(request, value);
		return true;
	}

	/**
	 * After the first usable answer of the execution, troubles are an outage, and waited out until the
	 * deadline. Before, a request fails after some troubles in a row.
	 */
	private troubled(request: Request<T>, value: T): void {
		request.troubles++;
		request.lastTrouble = { value };
		const isOutage = this.options.mode === 'untilFinished' && this.hadUsableAnswer;
		if (request.troubles > MOST_RETRIES && !isOutage) this.fail(request, value);
		request.dueAt = this.plan.clock.now() + backoff(request.troubles, LONGEST_BACKOFF_MS);
	}

	private stillInProgress(request: Request<T>, value: T): void {
		const now = this.plan.clock.now();
		const waited = now - request.waitingSince;
		const interval = Math.max(SHORTEST_INTERVAL_MS, waited * INTERVAL_PART);
		request.dueAt = now + Math.min(LONGEST_INTERVAL_MS, interval);
		request.lastStatus = { value };
		request.troubles = 0;
		request.notFounds = 0;
	}

	/**
	 * A request that is still on its way, and was sent in the second half of the wait, comes in the next
	 * round of a loop as if it had not been asked for now.
	 */
	private takeBackLateCalls(): void {
		const { history } = this.plan;
		const halfTime = this.deadline - this.options.maxWaitMs / 2;
		for (const request of this.unsettled) {
			const { id, dueAt } = request;
			const isLate = (history.get(id)?.lastAskedAt ?? -Infinity) > halfTime;
			if (isLate && this.calls.has(request)) history.unasked(id, dueAt);
		}
	}

	private settle(request: Request<T>, outcome: Outcome<T>): void {
		this.outcomes.set(request.id, outcome);
		this.unsettled.delete(request);
		if (this.unsettled.size === 0) {
			// With a reason: without one, `abort` makes an exception each time, which is slow.
			for (const call of this.calls.values()) call.abort('over');
			this.end.abort('over');
		}
		this.options.onOutcome?.(request.id, outcome);
	}

	private fail(request: Request<T>, value: T): void {
		this.settle(request, { state: 'failed', value });
		if (this.options.endOnFailure) this.settleAll(() => ({ state: 'stopped' }));
	}

	private settleAll(outcomeOf: (request: Request<T>) => Outcome<T>): void {
		for (const request of this.unsettled) this.settle(request, outcomeOf(request));
	}
}

type Due = Pick<Request<unknown>, 'dueAt' | 'order'>;

function isDueEarlier(a: Due, b: Due): boolean {
	return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);
}

function outcomeAtDeadline<T>(request: Request<T>, isOnItsWay: boolean): Outcome<T> {
	const { lastStatus, lastTrouble, wasRefused } = request;
	if (lastStatus) return { state: 'inProgress', ...lastStatus };
	if (lastTrouble) return { state: 'failed', ...lastTrouble };
	return { state: isOnItsWay && !wasRefused ? 'notAnswered' : 'notAsked' };
}

/**
 * Polls all of `ids` side by side, each of them once where it is given twice.
 *
 * @returns an outcome for each of them
 * @throws what `poll` throws, after everything was stopped
 */
export async function pollAll<T>(
	ids: readonly string[],
	options: PollOptions<T>,
): Promise<Map<string, Outcome<T>>> {
	const loop = new PollLoop(ids, options);
	await loop.run();
	return loop.outcomes;
}
