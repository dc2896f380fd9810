import { systemClock } from '../../nodes/api/systemClock';
import { mapInBatches } from '../../nodes/api/mapInBatches';

afterEach(() => jest.restoreAllMocks());

it('a large batch lets everything else in the process have a turn', async () => {
	const mapped: number[] = [];
	const turns: number[] = [];
	jest.spyOn(systemClock, 'sleep').mockImplementation(async () => {
		turns.push(mapped.length);
	});

	const values = Array.from({ length: 250 }, (_, i) => i);
	const doubled = await mapInBatches(values, 100, (value) => (mapped.push(value), value * 2));

	expect(doubled).toEqual(values.map((value) => value * 2));
	expect(turns).toEqual([100, 200]);
});
