import { type Cell, CELLS, seeded, SHAPE_CELLS } from './cells';
import { geometricMean, measure, type Result } from './measure';
import { ours } from './ourPolicy';
import { nameOf } from './report';

const SEEDS = 3;

/** The pauses after a 429 are jittered: the same jitter in every run. */
beforeEach(() => {
	jest.spyOn(Math, 'random').mockImplementation(seeded(1));
});

type Trial = [Cell, Result];

const namesWhere = (trials: Trial[], condition: (cell: Cell, result: Result) => boolean) =>
	trials.filter(([cell, result]) => condition(cell, result)).map(([cell]) => nameOf(cell));

const meanOf = (trials: Trial[]) => geometricMean(trials.map(([, { overLeast }]) => overLeast));

describe('In every cell of the benchmark', () => {
	const trials: Trial[] = [];

	beforeAll(async () => {
		for (const cell of CELLS) trials.push([cell, await measure(cell, ours(), SEEDS)]);
	}, 300_000);

	it('nothing is lost, and nothing refused', () => {
		expect(namesWhere(trials, (_, { lost, refused }) => lost + refused > 0)).toEqual([]);
	});

	it('the last result is seen close to the least possible time', () => {
		expect(meanOf(trials)).toBeLessThanOrEqual(1.15);
	});

	it("a job takes few of the plan's requests", () => {
		const most = { image: 16, video: 45 } as Record<string, number>;
		expect(
			namesWhere(trials, ({ kind }, { requestsPerJob }) => requestsPerJob > (most[kind] ?? 0)),
		).toEqual([]);
	});
});

describe('With jobs of other shapes', () => {
	const trials: Trial[] = [];

	beforeAll(async () => {
		const cells = SHAPE_CELLS.filter(({ jobs }) => jobs <= 100);
		for (const cell of cells) trials.push([cell, await measure(cell, ours(), SEEDS)]);
	}, 300_000);

	it('nothing is lost, and nothing refused', () => {
		expect(namesWhere(trials, (_, { lost, refused }) => lost + refused > 0)).toEqual([]);
	});

	it('the last result is seen close to the least possible time', () => {
		expect(meanOf(trials)).toBeLessThanOrEqual(1.15);
	});

	it('what is finished already is seen in little more than the plan needs', () => {
		const finished = trials.filter(([{ kind }]) => kind === 'already finished');
		expect(namesWhere(finished, (_, { overLeast }) => overLeast > 2.1)).toEqual([]);
	});
});

describe('A plan that is declared too high', () => {
	it.each(CELLS.filter(({ jobs, requestsPerMinute }) => jobs === 100 && requestsPerMinute < 1000))(
		'costs $jobs jobs ($kind) at $requestsPerMinute a minute little time, and none of them',
		async (cell) => {
			const right = await measure(cell, ours(), SEEDS);
			const high = await measure(cell, ours(), SEEDS, 1000);
			const probes = Math.floor(high.time / 180_000);
			expect(high.lost).toBe(0);
			expect(high.bursts).toBeLessThanOrEqual(2 + probes);
			expect(high.time / right.time).toBeLessThanOrEqual(1.7);
		},
	);
});

describe('Ten executions at once', () => {
	it.each([60, 1000])('are as fast as one, at %d a minute', async (requestsPerMinute) => {
		const cell = { kind: 'image', jobs: 100, requestsPerMinute } as const;
		const one = await measure(cell, ours(), 5);
		const ten = await measure(cell, ours(10), 5);
		expect(ten.refused).toBe(0);
		expect(ten.time / one.time).toBeLessThanOrEqual(1.1);
	});
});
