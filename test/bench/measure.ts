import { type Cell, drawEnds } from './cells';
import { leastPossible } from './leastPossible';
import type { Policy } from './rivals';
import { Server } from './server';
import { VirtualClock } from './virtualClock';

/** How a policy did in a cell. */
export interface Result {
	/** Jobs whose end was never seen. */
	lost: number;
	/** 429s. */
	refused: number;
	/** 429s, those that came within a second of each other counted once. */
	bursts: number;
	/** Until the last end was seen, in ms. */
	time: number;
	/** `time` over the least possible. */
	overLeast: number;
	requestsPerJob: number;
	/** How late ends were seen, in ms. */
	meanLate: number;
	late95: number;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function quantile(values: readonly number[], part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

/** The value in the middle. */
export const median = (values: readonly number[]) => quantile(values, 0.5);

/** The geometric mean. */
export const geometricMean = (values: readonly number[]) =>
	Math.exp(sum(values.map(Math.log)) / values.length);

/** Less than this nobody notices, in ms. */
const NOTICED_MS = 1_000;

function overLeastOf(time: number, ends: readonly number[], { requestsPerMinute }: Cell): number {
	const least = leastPossible(ends, requestsPerMinute);
	return Math.max(NOTICED_MS, time) / Math.max(NOTICED_MS, least);
}

/** @param declared what the policy believes that the plan allows; by default the truth */
async function measureOnce(
	cell: Cell,
	policy: Policy,
	seed: number,
	declared = cell.requestsPerMinute,
): Promise<Result> {
	const ends = drawEnds(cell, seed);
	const clock = new VirtualClock();
	const server = new Server(clock, ends, cell.requestsPerMinute);
	await clock.run(policy(server, clock, declared));

	const time = Math.max(0, ...server.seen.values());
	const late = [...server.seen].map(([job, seen]) => seen - (ends[job] as number));
	return {
		lost: cell.jobs - server.seen.size,
		refused: server.refused,
		bursts: server.bursts,
		time,
		overLeast: overLeastOf(time, ends, cell),
		requestsPerJob: server.requests / cell.jobs,
		meanLate: sum(late) / late.length,
		late95: quantile(late, 0.95),
	};
}

/** The median of several seeds; of what must not happen (lost, refused) the worst. */
export async function measure(
	cell: Cell,
	policy: Policy,
	seeds: number,
	declared?: number,
): Promise<Result> {
	const results: Result[] = [];
	for (let seed = 1; seed <= seeds; seed++) {
		results.push(await measureOnce(cell, policy, seed, declared));
	}
	const of = (key: keyof Result) => results.map((result) => result[key]);
	return {
		lost: Math.max(...of('lost')),
		refused: Math.max(...of('refused')),
		bursts: Math.max(...of('bursts')),
		time: median(of('time')),
		overLeast: median(of('overLeast')),
		requestsPerJob: median(of('requestsPerJob')),
		meanLate: median(of('meanLate')),
		late95: median(of('late95')),
	};
}
