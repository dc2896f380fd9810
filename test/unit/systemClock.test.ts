import { getEventListeners } from 'node:events';

import type { Clock } from '../../nodes/polling/clock';

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

const plainSleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const sleepWithAbort = (ms: number, signal?: AbortSignal) =>
	new Promise<void>((resolve, reject) => {
		const timer = setTimeout(() => {
			signal?.removeEventListener('abort', interrupt);
			resolve();
		}, ms);
		const interrupt = () => {
			clearTimeout(timer);
			reject(new Error('Woken early'));
		};
		signal?.addEventListener('abort', interrupt, { once: true });
	});

/** The clock on an n8n with these functions. */
function clockOn(n8nWorkflow: { sleep: Sleep; sleepWithAbort?: Sleep }): Clock {
	jest.resetModules();
	jest.doMock('n8n-workflow', () => n8nWorkflow);
	return jest.requireActual<{ systemClock: Clock }>('../../nodes/api/systemClock').systemClock;
}

const engines: Array<[string, () => Parameters<typeof clockOn>[0]]> = [
	['whose sleep cannot be interrupted', () => ({ sleep: plainSleep })],
	['that has a sleep of its own for it', () => ({ sleep: plainSleep, sleepWithAbort })],
	['whose sleep can be interrupted', () => ({ sleep: sleepWithAbort })],
];

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe.each(engines)('The clock, on an n8n %s,', (_, engine) => {
	let clock: Clock;

	beforeEach(() => (clock = clockOn(engine())));

	it('sleeps as long as it is told', async () => {
		for (const signal of [undefined, new AbortController().signal]) {
			const woken = jest.fn();
			void clock.sleep(250, signal).then(woken);
			await jest.advanceTimersByTimeAsync(249);
			expect(woken).not.toHaveBeenCalled();
			await jest.advanceTimersByTimeAsync(1);
			expect(woken).toHaveBeenCalledTimes(1);
		}
	});

	it('wakes at once when it is told to, and leaves no long sleep behind', async () => {
		const stop = new AbortController();
		const woken = jest.fn();
		void clock.sleep(60_000, stop.signal).then(woken);
		await jest.advanceTimersByTimeAsync(1_010);
		stop.abort('over');
		await jest.advanceTimersByTimeAsync(0);
		expect(woken).toHaveBeenCalledTimes(1);
		await jest.advanceTimersByTimeAsync(100);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('leaves nothing behind on a signal that many sleep by', async () => {
		const { signal } = new AbortController();
		void clock.sleep(250, signal);
		await jest.advanceTimersByTimeAsync(250);
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	it('does not fall asleep when it was told to wake before', async () => {
		const woken = jest.fn();
		void clock.sleep(60_000, AbortSignal.abort()).then(woken);
		await jest.advanceTimersByTimeAsync(0);
		expect(woken).toHaveBeenCalledTimes(1);
		expect(jest.getTimerCount()).toBe(0);
	});
});

it.each(engines.slice(1))('A long pause costs one sleep on an n8n %s', async (_, engine) => {
	const n8n = engine();
	const timers = jest.spyOn(global, 'setTimeout');
	const { signal } = new AbortController();
	void clockOn(n8n).sleep(600_000, signal);
	await jest.advanceTimersByTimeAsync(600_000);
	expect(timers).toHaveBeenCalledTimes(1);
});

it('The clock wakes at once, even where a sleep that could be interrupted is not', async () => {
	const heedless = Object.defineProperty(plainSleep.bind(null), 'length', { value: 2 });
	const stop = new AbortController();
	const woken = jest.fn();
	void clockOn({ sleep: heedless }).sleep(60_000, stop.signal).then(woken);
	await jest.advanceTimersByTimeAsync(10);
	stop.abort();
	await jest.advanceTimersByTimeAsync(0);
	expect(woken).toHaveBeenCalledTimes(1);
});
