import { getEventListeners } from 'node:events';

import { systemClock } from '../../nodes/api/systemClock';

// As before n8n 2.41: a sleep that nothing interrupts.
jest.mock('n8n-workflow', () => ({
	sleep: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
}));

describe('The clock', () => {
	beforeEach(() => void jest.useFakeTimers());
	afterEach(() => void jest.useRealTimers());

	it('sleeps as long as it is told', async () => {
		const woken = jest.fn();
		void systemClock.sleep(250).then(woken);
		await jest.advanceTimersByTimeAsync(249);
		expect(woken).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(1);
		expect(woken).toHaveBeenCalledTimes(1);
	});

	it('wakes at once when it is told to, even where n8n cannot interrupt a sleep', async () => {
		const stop = new AbortController();
		const woken = jest.fn();
		void systemClock.sleep(60_000, stop.signal).then(woken);
		await jest.advanceTimersByTimeAsync(1_010);
		stop.abort();
		await jest.advanceTimersByTimeAsync(0);
		expect(woken).toHaveBeenCalledTimes(1);
		await jest.advanceTimersByTimeAsync(100);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('leaves nothing behind on a signal that many sleep by', async () => {
		const { signal } = new AbortController();
		void systemClock.sleep(250, signal);
		await jest.advanceTimersByTimeAsync(250);
		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	it('does not fall asleep when it was told to wake before', async () => {
		const woken = jest.fn();
		void systemClock.sleep(60_000, AbortSignal.abort()).then(woken);
		await jest.advanceTimersByTimeAsync(0);
		expect(woken).toHaveBeenCalledTimes(1);
	});
});
