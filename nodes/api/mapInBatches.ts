import { systemClock } from './systemClock';

const TURN_MS = 1;

/**
 * Maps many values. Everything else in the process has a turn after every so many of them, so that no
 * other execution, webhook or click in the editor has to wait for a large batch.
 */
export async function mapInBatches<T, R>(
	values: readonly T[],
	inOneGo: number,
	map: (value: T, index: number) => R,
): Promise<R[]> {
	const mapped: R[] = [];
	for (const value of values) {
		mapped.push(map(value, mapped.length));
		if (mapped.length % inOneGo === 0) await systemClock.sleep(TURN_MS);
	}
	return mapped;
}
