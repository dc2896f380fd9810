import { setTimeout as pause } from 'node:timers/promises';

/** What is left of the time that passes here: the HTTP stack goes by real time. */
const REAL = [
	'hrtime',
	'nextTick',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
] as const;

/** How much time passes in each turn, in ms: a turn takes a millisecond of real time, or a little more. */
const TICK_MS = 50;

/**
 * For the rules that take minutes: the time of the node and of the simulator passes faster than real
 * time, so that their pauses are over sooner. It passes in turns of the event loop: a machine that stands
 * still for a while costs none. Goes before `useSimulator`.
 *
 * @param tickMs how much passes in each turn. With 1 it is hardly faster than real time, for rules on how
 *   long something takes; with little, a process beside this one has time to answer
 */
export function useFastTime(tickMs = TICK_MS): void {
	let isOver: boolean;
	let ticking: Promise<void>;

	async function tick(): Promise<void> {
		while (!isOver) {
			await pause(1);
			await jest.advanceTimersByTimeAsync(tickMs);
		}
	}

	beforeEach(() => {
		jest.useFakeTimers({ doNotFake: [...REAL] });
		// Node's own timer behind it would go by real time.
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			const end = new AbortController();
			setTimeout(() => end.abort(new DOMException('Timed out', 'TimeoutError')), ms);
			return end.signal;
		});
		isOver = false;
		ticking = tick();
	});

	afterEach(async () => {
		isOver = true;
		await ticking;
		jest.restoreAllMocks();
		jest.useRealTimers();
	});
}
