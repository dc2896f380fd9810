/** Time, handed in so that tests can let it pass as they like. */
export interface Clock {
	/** Milliseconds since some fixed moment; never goes back. */
	now(): number;
	/** Resolves after `ms` milliseconds, or at once when `signal` aborts. Never rejects. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
