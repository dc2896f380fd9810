/** Runs tasks in order, no more than `most` at a time. */
export function limitConcurrency(most: number) {
	const waiting: Array<() => void> = [];
	let free = most;
	return async <T>(task: () => Promise<T>): Promise<T> => {
		if (free > 0) free--;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await task();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	};
}
