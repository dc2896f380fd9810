import { MINUTE_MS, ROUND_TRIP_MS } from './server';

/**
 * The least possible time in ms: somebody who knows when each job is over asks for each exactly
 * once, so that the request arrives as soon as the job is over and the limit allows.
 */
export function leastPossible(ends: readonly number[], requestsPerMinute: number): number {
	const oneWay = ROUND_TRIP_MS / 2;
	const arrivals: number[] = [];
	for (const end of [...ends].sort((a, b) => a - b)) {
		const minuteAgo = arrivals[arrivals.length - requestsPerMinute] ?? -Infinity;
		arrivals.push(Math.max(oneWay, end, minuteAgo + MINUTE_MS));
	}
	return (arrivals.at(-1) ?? 0) + oneWay;
}
