import { type Cell, CELLS, seeded } from './cells';
import { geometricMean, measure, type Result } from './measure';
import { nameOf } from './report';
import { waiter } from './waiterPolicy';

const SEEDS = 5;

/** The pauses after a 429 are jittered: the same jitter in every run. */
beforeEach(() => {
	jest.spyOn(Math, 'random').mockImplementation(seeded(1));
});

describe('In every cell of the benchmark', () => {
	const trials: Array<[Cell, Result]> = [];

	beforeAll(async () => {
		for (const cell of CELLS) trials.push([cell, await measure(cell, waiter(), SEEDS)]);
	}, 300_000);

	const namesWhere = (condition: (cell: Cell, result: Result) => boolean) =>
		trials.filter(([cell, result]) => condition(cell, result)).map(([cell]) => nameOf(cell));

	it('nothing is lost, and nothing refused', () => {
		expect(namesWhere((_, { lost, refused }) => lost + refused > 0)).toEqual([]);
	});

	it('the last result is seen close to the least possible time', () => {
		const over = trials.map(([, { overLeast }]) => overLeast);
		expect(geometricMean(over)).toBeLessThanOrEqual(1.12);
		expect(
			namesWhere(({ jobs, requestsPerMinute }, { overLeast }) => {
				if (requestsPerMinute === 10) return overLeast > 3.2;
				return overLeast > (jobs <= requestsPerMinute / 2 ? 1.15 : 1.25);
			}),
		).toEqual([]);
	});

	it("a job takes few of the plan's requests", () => {
		const most = { image: 16, video: 45 };
		expect(namesWhere(({ kind }, { requestsPerJob }) => requestsPerJob > most[kind])).toEqual([]);
	});
});

describe('A plan that is declared too high', () => {
	it.each(CELLS.filter(({ jobs, requestsPerMinute }) => jobs > 10 && requestsPerMinute < 1000))(
		'costs $jobs jobs ($kind) at $requestsPerMinute a minute little time, and none of them',
		async (cell) => {
			const right = await measure(cell, waiter(), SEEDS);
			const high = await measure(cell, waiter(), SEEDS, 1000);
			expect(high.lost).toBe(0);
			expect(high.bursts).toBeLessThanOrEqual(2);
			expect(high.time / right.time).toBeLessThanOrEqual(1.5);
		},
	);
});

describe('Ten executions at once', () => {
	it.each([60, 1000])('are as fast as one, at %d a minute', async (requestsPerMinute) => {
		const cell = { kind: 'image', jobs: 100, requestsPerMinute } as const;
		const one = await measure(cell, waiter(), SEEDS);
		const ten = await measure(cell, waiter(10), SEEDS);
		expect(ten.refused).toBe(0);
		expect(ten.time / one.time).toBeLessThanOrEqual(1.1);
	});
});
