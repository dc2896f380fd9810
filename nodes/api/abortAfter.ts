/**
 * Aborts `over` after `ms` milliseconds, unless that was done before.
 *
 * A time-out that only goes into `AbortSignal.any` may never ring: up to Node.js 22, nothing else keeps it
 * from being collected as garbage. A listener of its own does.
 */
export function abortAfter(ms: number, over: AbortController): void {
	const { signal } = over;
	AbortSignal.timeout(ms).addEventListener('abort', () => over.abort(), { once: true, signal });
}
