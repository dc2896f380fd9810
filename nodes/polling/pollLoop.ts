import type { Place } from './pollQueue';
import type { Clock } from './clock';
import { Scheduler } from './scheduler';
import type { RateLimiter } from './rateLimiter';
import { MAX_RETRIES, backoffMs } from './backoff';

/** What one call told about a request. `T` is whatever the caller wants back. */
export type PollResult<T> =
	| { state: 'finished'; value: T }
	| { state: 'inProgress'; value: T }
	| { state: 'retry'; value: T }
	| { state: 'rateLimited'; value: T; retryAfterMs?: number }
	/** As `failed`, but the request may only not be known yet. */
	| { state: 'notFound'; value: T }
	| { state: 'failed'; value: T }
	/** Holds for every request: ends the run. */
	| { state: 'denied'; value: T };

/** How the wait for a request ended. */
export type Outcome<T> =
	| { state: 'finished'; value: T }
	| { state: 'inProgress'; value?: T }
	| { state: 'failed'; value: T }
	| { state: 'stopped' };

export interface PollOptions<T> {
	/** Asks for a request once. */
	ask: (id: string, signal: AbortSignal) => Promise<PollResult<T>>;
	clock: Clock;
	/** Everybody who is given the same budget stands in one line. */
	budget: RateLimiter;
	/** `once`: whatever the first good answer is. `untilFinished`: asks until the request is finished. */
	mode: 'once' | 'untilFinished';
	/** When it is over, what is unfinished is `inProgress`. `Infinity`: no end. */
	maxWaitMs: number;
	/** Whether the first request that fails ends the run: the others are `stopped`. Default false. */
	endOnFailure?: boolean;
	/** Ends everything at once. */
	signal?: AbortSignal;
}

/** A request is asked for again after this part of the time that it has been waited for. */
const PATIENCE = 0.1;
const SHORTEST_PATIENCE_MS = 1_000;
const LONGEST_PATIENCE_MS = 15_000;

const lines = new WeakMap<RateLimiter, Scheduler>();

function lineOf(budget: RateLimiter): Scheduler {
	const line = lines.get(budget) ?? new Scheduler(budget);
	lines.set(budget, line);
	return line;
}

/** One request of a run. */
class Waiting<T> implements Place {
	dueAt: number;
	last: { value?: T } = {};
	failures = 0;
	isSettled = false;

	constructor(
		readonly id: string,
		private readonly run: Run<T>,
	) {
		this.dueAt = run.started;
	}

	get isUrgent(): boolean {
		return this.run.options.mode === 'once';
	}

	get isGone(): boolean {
		return this.isSettled || this.run.isOver;
	}

	ask(): Promise<boolean> {
		return this.run.ask(this);
	}
}

/** One execution: its requests stand in line until each has an outcome, or all end together. */
class Run<T> {
	readonly outcomes = new Map<string, Outcome<T>>();
	readonly started: number;
	private readonly end = new AbortController();
	private readonly waiting: Set<Waiting<T>>;
	private error?: { cause: unknown };

	constructor(
		ids: readonly string[],
		readonly options: PollOptions<T>,
		private readonly line: Scheduler,
	) {
		this.started = options.clock.now();
		this.waiting = new Set([...new Set(ids)].map((id) => new Waiting(id, this)));
	}

	/** Resolves when every request has its outcome. Rejects when `ask` does. */
	async untilSettled(): Promise<void> {
		const { clock, maxWaitMs, signal } = this.options;
		const { waiting, line, end } = this;
		const stop = () => this.settleAll(() => ({ state: 'stopped' }));
		const leave = line.join(waiting, maxWaitMs);
		if (signal?.aborted) stop();
		signal?.addEventListener('abort', stop);

		if (waiting.size > 0) await clock.sleep(maxWaitMs, end.signal);
		this.settleAll(({ last }) => ({ state: 'inProgress', ...last }));
		signal?.removeEventListener('abort', stop);
		leave();
		if (this.error) throw this.error.cause;
	}

	/** Whether nothing may be asked any more: all is settled, or the time is over. */
	get isOver(): boolean {
		return (
			this.end.signal.aborted || this.options.clock.now() >= this.started + this.options.maxWaitMs
		);
	}

	/** @returns whether the answer was worth a request */
	async ask(one: Waiting<T>): Promise<boolean> {
		const departure = this.options.clock.now();
		try {
			const answer = await this.options.ask(one.id, this.end.signal);
			return !this.isOver && this.take(one, answer, departure);
		} catch (cause) {
			this.error = { cause };
			this.settleAll(() => ({ state: 'stopped' }));
			return false;
		}
	}

	private take(one: Waiting<T>, answer: PollResult<T>, departure: number): boolean {
		const { budget, clock, mode, maxWaitMs } = this.options;
		const { state, value } = answer;
		if (state === 'rateLimited') {
			budget.refused(departure, answer.retryAfterMs);
			const isHopeless = maxWaitMs === Infinity && budget.refusals > MAX_RETRIES;
			if (isHopeless) this.settleAll(() => ({ state: 'failed', value }));
			return false;
		}
		budget.accepted(departure);
		if (state === 'finished') {
			this.settle(one, { state: 'finished', value });
			return true;
		}
		if (state === 'failed' || state === 'notFound') {
			this.fail(one, value);
			return true;
		}
		if (state === 'denied') {
			this.settleAll(() => ({ state: 'failed', value }));
		} else if (state === 'retry') {
			one.failures++;
			one.dueAt = clock.now() + backoffMs(one.failures);
			if (one.failures > MAX_RETRIES) this.fail(one, value);
		} else if (mode === 'once') {
			this.settle(one, { state: 'inProgress', value });
			return true;
		} else {
			one.last = { value };
			one.failures = 0;
			one.dueAt = clock.now() + this.patience;
		}
		return false;
	}

	private get patience(): number {
		const waited = this.options.clock.now() - this.started;
		return Math.min(LONGEST_PATIENCE_MS, Math.max(SHORTEST_PATIENCE_MS, waited * PATIENCE));
	}

	private settle(one: Waiting<T>, outcome: Outcome<T>): void {
		one.isSettled = true;
		this.outcomes.set(one.id, outcome);
		this.waiting.delete(one);
		this.line.settled();
		if (this.waiting.size === 0) this.end.abort();
	}

	private fail(one: Waiting<T>, value: T): void {
		this.settle(one, { state: 'failed', value });
		if (this.options.endOnFailure) this.settleAll(() => ({ state: 'stopped' }));
	}

	private settleAll(outcomeOf: (one: Waiting<T>) => Outcome<T>): void {
		for (const one of this.waiting) this.settle(one, outcomeOf(one));
	}
}

/**
 * Waits for all of `ids` side by side.
 *
 * @returns an outcome for each of them, once
 */
export async function pollAll<T>(
	ids: readonly string[],
	options: PollOptions<T>,
): Promise<Map<string, Outcome<T>>> {
	const run = new Run(ids, options, lineOf(options.budget));
	await run.untilSettled();
	return run.outcomes;
}
