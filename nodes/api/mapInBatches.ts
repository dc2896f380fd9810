import { systemClock } from './systemClock';

const PAUSE_MS = 1;

/**
 * Maps many values, with a short pause after every `inOneGo` of them: other executions, webhooks and the
 * editor, which share the process, do not have to wait for a large batch.
 */
export async function mapInBatches<T, R>(
	values: readonly T[],
	inOneGo: number,
	map: (value: T, index: number) => R | Promise<R>,
): Promise<R[]> {
	const mapped: R[] = [];
	for (const value of values) {
		mapped.push(await map(value, mapped.length));
		if (mapped.length % inOneGo === 0) await systemClock.sleep(PAUSE_MS);
	}
	return mapped;
}
