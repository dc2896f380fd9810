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
