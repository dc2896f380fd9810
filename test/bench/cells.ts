/** One combination of the benchmark. */
export interface Cell {
	kind: Kind;
	/** Requests submitted in order just before the node starts. */
	jobs: number;
	/** What the plan allows. */
	requestsPerMinute: number;
}

export type Kind = 'image' | 'video';

/** How long jobs take: lognormal, the median in seconds. */
const DURATIONS = {
	image: { median: 10, sigma: 0.4 },
	video: { median: 120, sigma: 0.5 },
};

export const CELLS: Cell[] = [10, 60, 1000].flatMap((requestsPerMinute) =>
	[1, 10, 100, 1000].flatMap((jobs) =>
		(['image', 'video'] as const).map((kind) => ({ kind, jobs, requestsPerMinute })),
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

/** Draws when each job is over, in ms after the node's start. */
export function drawEnds({ kind, jobs }: Cell, seed: number): number[] {
	const { median, sigma } = DURATIONS[kind];
	const random = seeded(seed * 7919 + jobs + (kind === 'video' ? 104729 : 0));
	const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	return Array.from({ length: jobs }, () => 1000 * median * Math.exp(sigma * normal()));
}
