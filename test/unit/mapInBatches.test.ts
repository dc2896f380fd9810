import { systemClock } from '../../nodes/api/systemClock';
import { mapInBatches } from '../../nodes/api/mapInBatches';

afterEach(() => jest.restoreAllMocks());

it('between two batches, everything else in the process runs', async () => {
	const mapped: number[] = [];
	const mappedAtPauses: number[] = [];
	jest.spyOn(systemClock, 'sleep').mockImplementation(async () => {
		mappedAtPauses.push(mapped.length);
	});

	const values = Array.from({ length: 250 }, (_, i) => i);
	const doubled = await mapInBatches(values, 100, (value) => (mapped.push(value), value * 2));

	expect(doubled).toEqual(values.map((value) => value * 2));
	expect(mappedAtPauses).toEqual([100, 200]);
});
