/** How often a call that may pass is made again before it counts as failed. */
export const MAX_RETRIES = 5;

const FIRST_PAUSE_MS = 1_000;

/** Up to this part of a pause is added or taken away, so that calls which failed together do not return together. */
const JITTER = 0.25;

/**
 * The pause before a failed call is made again: about 1, 2, 4, 8 and 16 seconds.
 *
 * @param failures how often in a row the call has failed, from 1
 * @param random a number from 0 to below 1
 * @returns milliseconds
 */
export function backoffMs(failures: number, random = Math.random()): number {
	return FIRST_PAUSE_MS * 2 ** (failures - 1) * (1 - JITTER + 2 * JITTER * random);
}
