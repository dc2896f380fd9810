import axios, { type AxiosResponse } from 'axios';

import type { Simulator } from './simulator';

/** A GET with the simulator's token that throws for broken connections, but for no HTTP status. */
export function get(bria: Simulator, url: string): Promise<AxiosResponse> {
	const headers = { api_token: bria.token };
	return axios.get(url, { headers, maxRedirects: 0, validateStatus: () => true });
}

/** Asks for a request's status. */
export function ask(bria: Simulator, requestId: string): Promise<AxiosResponse> {
	return get(bria, bria.statusUrl(requestId));
}

/** Submits a body to an endpoint, e.g. `/image/generate`. */
export function submit(bria: Simulator, endpoint: string, body?: object): Promise<AxiosResponse> {
	const headers = { api_token: bria.token };
	return axios.post(`${bria.baseUrl}${endpoint}`, body, { headers, validateStatus: () => true });
}

/** Resolves when a condition holds; a test that waits in vain times out. */
export async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await pause(5);
}

/** Resolves after so many milliseconds. */
export function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What goes on by real time where a test moves the clock itself. */
const REAL = [
	...(['hrtime', 'nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
	...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

/**
 * Stops the clocks for each test: what is the case at a moment is so however long a machine takes to ask.
 *
 * @returns moves them on, by so many milliseconds
 */
export function useStoppedClock(): (ms: number) => void {
	beforeEach(() => void jest.useFakeTimers({ doNotFake: REAL }));
	afterEach(() => void jest.useRealTimers());
	return (ms) => void jest.advanceTimersByTime(ms);
}
