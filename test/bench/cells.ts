/** One combination of the benchmark. */
export interface Cell {
	kind: Kind;
	/** Requests submitted in order just before the node starts. */
	jobs: number;
	/** What the plan allows. */
	requestsPerMinute: number;
}

export type Kind = 'image' | 'video' | Shape;

export const SHAPES = [
	'already finished',
	'two kinds shuffled',
	'last submitted ends first',
	'one straggler',
	'all alike',
	'a queue one after the other',
	'heavy tail',
	'half finished before',
] as const;

export type Shape = (typeof SHAPES)[number];

const PLANS = [10, 60, 1000];

/** Images and videos whose durations are lognormal. */
export const CELLS: Cell[] = PLANS.flatMap((requestsPerMinute) =>
	[1, 10, 100, 1000].flatMap((jobs) =>
		(['image', 'video'] as const).map((kind) => ({ kind, jobs, requestsPerMinute })),
	),
);

/** Jobs of other shapes. */
export const SHAPE_CELLS: Cell[] = SHAPES.flatMap((kind) =>
	PLANS.flatMap((requestsPerMinute) =>
		[1, 10, 60, 100, 1000].map((jobs) => ({ kind, jobs, requestsPerMinute })),
	),
);

/** Random numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

type Random = () => number;

const lognormal = (random: Random, median: number, sigma: number) => {
	const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	return median * Math.exp(sigma * normal);
};

const image = (random: Random) => lognormal(random, 10, 0.4);
/** Bria's models take 18 to 57 s for an image, as hosted by others. */
const slowImage = (random: Random) => lognormal(random, 25, 0.4);
const video = (random: Random) => lognormal(random, 120, 0.5);

const each = (jobs: number, draw: (job: number) => number) =>
	Array.from({ length: jobs }, (_, job) => draw(job));

/** When each job is over, in seconds. */
const DRAW: Record<Kind, (jobs: number, random: Random) => number[]> = {
	image: (jobs, random) => each(jobs, () => image(random)),
	video: (jobs, random) => each(jobs, () => video(random)),
	'already finished': (jobs) => each(jobs, () => 0),
	'two kinds shuffled': (jobs, random) =>
		each(jobs, () => (random() < 0.5 ? slowImage(random) : video(random))),
	'last submitted ends first': (jobs, random) =>
		each(jobs, () => slowImage(random)).sort((a, b) => b - a),
	'one straggler': (jobs, random) => {
		const straggler = Math.floor(random() * jobs);
		return each(jobs, (job) => (job === straggler ? 300 : slowImage(random)));
	},
	'all alike': (jobs) => each(jobs, () => 30),
	'a queue one after the other': (jobs, random) => {
		let end = 0;
		return each(jobs, () => (end += lognormal(random, 5, 0.4)));
	},
	'heavy tail': (jobs, random) => each(jobs, () => Math.min(3_600, lognormal(random, 25, 1))),
	'half finished before': (jobs, random) =>
		each(jobs, () => (random() < 0.5 ? 0 : slowImage(random))),
};

/** Draws when each job is over, in ms after the node's start. */
export function drawEnds({ kind, jobs }: Cell, seed: number): number[] {
	const random = seeded(seed * 7919 + jobs + (kind === 'video' ? 104729 : 0));
	return DRAW[kind](jobs, random).map((seconds) => 1000 * seconds);
}
