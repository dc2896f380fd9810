/** Limits are counted by the minute, so a header that says to wait much longer is not believed. */
const LONGEST_MS = 5 * 60_000;

/**
 * How long a `Retry-After` header says to wait, in ms: it holds seconds or a date (RFC 9110, 10.2.3).
 *
 * @param now the time that a date is compared with, in ms since 1970
 * @returns undefined where the header is absent or makes no sense
 */
export function readRetryAfter(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
	return Number.isNaN(ms) || ms < 0 ? undefined : Math.min(ms, LONGEST_MS);
}
