import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest, type IncomingMessage } from 'node:http';

import FakeTimers, { type Clock } from '@sinonjs/fake-timers';

/**
 * While HTTP requests are open, time passes in steps of so many ms. The steps grow as long as nothing
 * arrives: then the other end lets us wait.
 */
const SHORTEST_STEP_MS = 10;
const LONGEST_STEP_MS = 100;

/** While none is open. */
const LONGEST_JUMP_MS = 60_000;

/** How often the event loop goes round before time goes on: what is on its way arrives. */
const ROUNDS = 4;

/** How long the machine may need to unpack an answer, in ms of real time. */
const UNPACKING_MS = 200;

const realTimeout = setTimeout;

const nextRound = () => new Promise((resolve) => setImmediate(resolve));

/** Lets the event loop go round so many times, without virtual time passing. */
export async function runEventLoop(rounds: number): Promise<void> {
	for (let i = 0; i < rounds; i++) await nextRound();
}

/**
 * Time for the node, n8n's engine and the simulator, all in this process. It passes slowly while HTTP
 * requests are open, and jumps to the next timer while none is: so a minute of waiting takes
 * milliseconds, and what is sent arrives a few steps later, however busy the machine is.
 */
export class VirtualTime {
	private readonly clock: Clock;
	private readonly background = new Set<unknown>();
	private readonly timersBefore: number;
	private readonly open = new Set<ClientRequest>();
	private events = 0;
	private unpacking?: Promise<void>;

	/** From now on, until the process ends. Goes after all imports. */
	constructor() {
		this.clock = FakeTimers.install({
			now: Date.now(),
			toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
		});
		this.timersBefore = this.clock.countTimers();
		this.countRequests();
		this.waitForUnpacking();
		this.replaceNodesOwnTimers();
	}

	now(): number {
		return performance.now();
	}

	/** Sets the machine's clock. What counts the time that passes does not notice. */
	setClock(byMs: number): void {
		this.clock.setSystemTime(Date.now() + byMs);
	}

	/** Does something later, if the time comes. Returns how to call it off. */
	later(ms: number, action: () => void): () => void {
		const timer = this.clock.setTimeout(() => {
			this.background.delete(timer);
			action();
		}, ms);
		this.background.add(timer);
		return () => {
			this.background.delete(timer);
			this.clock.clearTimeout(timer);
		};
	}

	/** Timers that someone waits for. */
	get timers(): number {
		return this.clock.countTimers() - this.timersBefore - this.background.size;
	}

	/** HTTP requests that are not over. */
	get openRequests(): number {
		return this.open.size;
	}

	/** Lets time pass until `work` is done, or for `longestMs`. Returns whether it is done. */
	async pass(work: Promise<unknown>, longestMs: number): Promise<boolean> {
		let isDone = false;
		const done = () => (isDone = true);
		work.then(done, done);
		const end = this.now() + longestMs;
		for (let step = SHORTEST_STEP_MS; ; step = Math.min(2 * step, LONGEST_STEP_MS)) {
			const { activity } = this;
			await runEventLoop(ROUNDS);
			await this.unpacking;
			if (isDone || this.now() >= end) return isDone;
			if (activity !== this.activity) step = SHORTEST_STEP_MS;
			this.goOn(this.open.size > 0 ? step : LONGEST_JUMP_MS);
		}
	}

	/** To the next timer, but no further than `ms`. Node rounds a pause of less than 1 ms up. */
	private goOn(ms: number): void {
		const from = this.now();
		const mark = this.clock.setTimeout(() => undefined, ms);
		this.clock.next();
		this.clock.clearTimeout(mark);
		if (this.now() === from) this.clock.tick(1);
	}

	/** Changes when a request is opened or closed, and when something arrives. */
	private get activity(): number {
		const bytes = [...this.open].map(({ socket }) => socket?.bytesRead ?? 0);
		return bytes.reduce((total, one) => total + one, this.events);
	}

	private countRequests(): void {
		subscribe('http.client.request.start', (message) => {
			const { request } = message as { request: ClientRequest };
			this.open.add(request);
			this.events++;
			request.once('close', () => {
				this.open.delete(request);
				this.events++;
			});
		});
	}

	/** It happens outside of the event loop, when the request is over already. */
	private waitForUnpacking(): void {
		subscribe('http.client.response.finish', (message) => {
			const { headers } = (message as { response: IncomingMessage }).response;
			if (headers['content-encoding'] === undefined) return;
			this.unpacking = new Promise((resolve) => realTimeout(resolve, UNPACKING_MS));
		});
	}

	/** Node's own timers cannot be replaced as a whole: these are the two that the package relies on. */
	private replaceNodesOwnTimers(): void {
		const later = (ms: number, action: () => void) => this.later(ms, action);

		AbortSignal.timeout = (ms) => {
			const end = new AbortController();
			later(ms, () => end.abort(new DOMException('Timed out', 'TimeoutError')));
			return end.signal;
		};

		ClientRequest.prototype.setTimeout = function (ms, callback) {
			if (callback) this.once('timeout', callback);
			const callOff = later(ms, () => this.emit('timeout'));
			this.once('close', callOff);
			return this;
		};
	}
}
