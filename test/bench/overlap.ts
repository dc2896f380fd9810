import { type PollResult, pollAll } from '../../nodes/polling/pollLoop';
import { SharedPlan } from '../../nodes/polling/sharedPlan';
import { type Cell, drawEnds, seeded } from './cells';
import { median } from './measure';
import { ours, pollOf } from './ourPolicy';
import { Server } from './server';
import { VirtualClock } from './virtualClock';

/** Jobs that one execution waits for, from a moment on. */
interface Batch {
	/** In ms. */
	startsAt: number;
	/** When each job is over, in ms after the batch's start. */
	ends: number[];
}

/** How executions did that share a plan. */
export interface Overlap {
	/** How long each took, in ms. */
	took: number[];
	refused: number;
	bursts: number;
	lost: number;
}

interface Trouble {
	/** What the executions believe that the plan allows; by default the truth. */
	declared?: number;
	/** How many answers of 1000 are a 429 for no reason. */
	strays?: number;
	/** How many requests a minute another program sends. */
	others?: number;
}

/** Executions with a batch each, that share a plan. */
export async function overlap(
	batches: readonly Batch[],
	requestsPerMinute: number,
	{ declared = requestsPerMinute, strays = 0, others = 0 }: Trouble = {},
): Promise<Overlap> {
	const clock = new VirtualClock();
	const ends = batches.flatMap(({ startsAt, ends }) => ends.map((end) => startsAt + end));
	const server = new Server(clock, ends, requestsPerMinute);
	const queue = new SharedPlan(clock);
	const random = seeded(1);
	const asked = pollOf(server);
	const poll = async (id: string): Promise<PollResult<undefined>> => {
		const result = await asked(id);
		const isStray = random() < strays / 1000;
		return isStray ? { state: 'rateLimited', value: undefined, retryAfterMs: 1_000 } : result;
	};
	const over = new AbortController();
	const otherProgram = async () => {
		while (others > 0 && !over.signal.aborted) {
			void server.ask(0, true);
			await clock.sleep(60_000 / others, over.signal);
		}
	};
	let first = 0;
	const executions = batches.map(async ({ startsAt, ends }) => {
		const ids = ends.map((_, i) => String(first + i));
		first += ends.length;
		await clock.sleep(startsAt);
		const lease = queue.join(declared);
		await pollAll(ids, { poll, lease, mode: 'untilFinished', maxWaitMs: Infinity });
		lease.leave();
		return clock.now() - startsAt;
	});
	void otherProgram();
	const took = await clock.run(Promise.all(executions));
	over.abort('over');
	const lost = ends.length - server.seen.size;
	return { took, refused: server.refused, bursts: server.bursts, lost };
}

/** The jobs of a cell, as a batch. */
export const batchOf = (cell: Cell, seed: number, startsAt = 0): Batch => ({
	startsAt,
	ends: drawEnds(cell, seed),
});

/** The median of several draws, in ms. */
export async function medianOf(
	seeds: number,
	measure: (seed: number) => Promise<number>,
): Promise<number> {
	const values: number[] = [];
	for (let seed = 1; seed <= seeds; seed++) values.push(await measure(seed));
	return median(values);
}

/** How long the jobs of a cell take an execution beside which there is no other, in ms. */
export async function byItself(cell: Cell, seed: number): Promise<number> {
	const clock = new VirtualClock();
	const server = new Server(clock, drawEnds(cell, seed), cell.requestsPerMinute);
	await clock.run(ours()(server, clock, cell.requestsPerMinute));
	return Math.max(...server.seen.values());
}
