import { mapInTurns } from '../../nodes/BriaStatus/turns';

it('a large batch lets everything else in the process have a turn', async () => {
	let mapped = 0;
	let isOver = false;
	const seen = new Set<number>();
	const look = () => {
		if (isOver) return;
		seen.add(mapped);
		setImmediate(look);
	};
	setImmediate(look);

	const values = Array.from({ length: 250 }, (_, i) => i);
	const doubled = await mapInTurns(values, 100, (value) => (mapped++, value * 2));
	isOver = true;

	expect(doubled).toEqual(values.map((value) => value * 2));
	expect([...seen]).toEqual([100, 200]);
});
