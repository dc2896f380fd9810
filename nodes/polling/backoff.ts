const FIRST_PAUSE_MS = 1_000;

/** Up to this part of a pause is added or taken away, so that calls which failed together do not return together. */
const JITTER = 0.25;

/**
 * Exponential backoff with jitter: about 1, 2, 4, 8, ... seconds.
 *
 * @param failures how often in a row it has failed, from 1
 * @param longestMs no pause is longer, in ms
 * @param random a number from 0 to below 1
 * @returns milliseconds
 */
export function backoff(failures: number, longestMs: number, random = Math.random()): number {
	const pause = Math.min(longestMs, FIRST_PAUSE_MS * 2 ** (failures - 1));
	return Math.min(longestMs, pause * (1 - JITTER + 2 * JITTER * random));
}
