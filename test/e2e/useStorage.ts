import { type ObjectStorage, startObjectStorage } from '../standIns/objectStorage';

/** Starts storages, as `startObjectStorage` does, that end with the test file, however its tests end. */
export function useStorage(): typeof startObjectStorage {
	const started: ObjectStorage[] = [];
	afterAll(() => Promise.all(started.map(({ close }) => close())));
	return async (...buckets) => {
		const storage = await startObjectStorage(...buckets);
		started.push(storage);
		return storage;
	};
}
