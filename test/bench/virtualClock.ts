import type { Clock } from '../../nodes/polling/clock';
import { PriorityQueue } from '../../nodes/polling/priorityQueue';

/** A real clock never shows the same moment twice. In ms. */
const LOOK_MS = 0.001;

interface Alarm {
	at: number;
	order: number;
	ring?: () => void;
}

/** Time that passes only when everybody sleeps: a day of waiting takes milliseconds. */
export class VirtualClock implements Clock {
	private time = 0;
	private alarms = 0;
	private readonly asleep = new PriorityQueue<Alarm>(
		(a, b) => a.at < b.at || (a.at === b.at && a.order < b.order),
	);

	now(): number {
		return (this.time += LOOK_MS);
	}

	sleep(ms: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted) return Promise.resolve();
		return new Promise((resolve) => {
			const alarm: Alarm = { at: this.time + Math.max(0, ms), order: this.alarms++ };
			const ring = () => {
				alarm.ring = undefined;
				signal?.removeEventListener('abort', ring);
				resolve();
			};
			alarm.ring = ring;
			signal?.addEventListener('abort', ring);
			if (ms < Infinity) this.asleep.push(alarm);
		});
	}

	/** Lets time pass while nobody sleeps, in ms. */
	pass(ms: number): void {
		this.time += ms;
	}

	/** Lets time pass until `work` is done. Rejects when it never would be: all wait and nobody sleeps. */
	async run<T>(work: Promise<T>): Promise<T> {
		let isDone = false;
		const done = () => (isDone = true);
		work.then(done, done);
		for (;;) {
			await new Promise(setImmediate);
			if (isDone) return await work;
			const next = this.nextAlarm();
			if (!next) throw new Error('Everybody waits and nobody sleeps');
			this.time = Math.max(this.time, next.at);
			next.ring?.();
		}
	}

	/** Sleeps that are still to come; after a run there should be none. */
	get sleepers(): number {
		return this.nextAlarm() ? 1 : 0;
	}

	private nextAlarm(): Alarm | undefined {
		while (this.asleep.first && !this.asleep.first.ring) this.asleep.pop();
		return this.asleep.first;
	}
}
