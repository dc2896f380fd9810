/** How a 429 says when to come back. */
export type RetryAfter = 'seconds' | 'date' | 'none';

/**
 * Counts requests in a sliding window, each endpoint by itself. Refused requests do not count.
 */
export class SlidingLimit {
	private readonly arrivals = new Map<string, number[]>();

	/**
	 * @param requestsPerWindow `Infinity`: no limit
	 * @param windowMs the window's length in milliseconds
	 */
	constructor(
		public requestsPerWindow: number,
		private readonly windowMs: number,
	) {}

	/**
	 * Lets a request in, or tells in how many milliseconds there is room again.
	 * @returns 0 when it is let in
	 */
	admit(endpoint: string, now = performance.now()): number {
		const recent = this.arrivals.get(endpoint) ?? [];
		this.arrivals.set(endpoint, recent);
		while (recent[0] !== undefined && recent[0] <= now - this.windowMs) recent.shift();
		if (recent.length < this.requestsPerWindow) {
			recent.push(now);
			return 0;
		}
		const firstToLeave = recent[recent.length - this.requestsPerWindow] ?? now;
		return Math.max(1, firstToLeave + this.windowMs - now);
	}
}

/** The Retry-After header for a pause in milliseconds, never earlier than there is room again. */
export function retryAfterHeader(style: RetryAfter, pauseMs: number): Record<string, string> {
	if (style === 'none') return {};
	if (style === 'seconds') return { 'Retry-After': String(Math.ceil(pauseMs / 1000)) };
	const wholeSecond = Math.ceil((Date.now() + pauseMs) / 1000) * 1000;
	return { 'Retry-After': new Date(wholeSecond).toUTCString() };
}
