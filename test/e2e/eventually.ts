import { setTimeout as pause } from 'node:timers/promises';

/** Waiting longer costs nothing where all is well. */
const TIMEOUT_MS = 300_000;

/**
 * Looks until it is as it should be.
 *
 * @returns what was seen last, right or not, for `expect` to judge
 */
export async function eventually<T>(
	look: () => Promise<T> | T,
	isRight: (seen: T) => boolean,
): Promise<T> {
	const deadline = Date.now() + TIMEOUT_MS;
	for (;;) {
		const seen = await look();
		if (isRight(seen) || Date.now() > deadline) return seen;
		await pause(200);
	}
}
