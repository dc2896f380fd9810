import { MINUTE_MS, type Server } from './server';
import type { VirtualClock } from './virtualClock';

/** Somebody who waits for all jobs of the server, in their own way. */
export type Policy = (
	server: Server,
	clock: VirtualClock,
	requestsPerMinute: number,
) => Promise<unknown>;

interface Habit {
	/** The pause after an unfinished answer, in ms; `asked` counts from 1. */
	pause: (asked: number) => number;
	/** How many 429s in a row are asked again, after the same pause. */
	retries: number;
}

/** Asks for one job until it is finished, or is refused too often: then the job is lost. */
async function poll(
	job: number,
	server: Server,
	clock: VirtualClock,
	{ pause, retries }: Habit,
): Promise<boolean> {
	let refusals = 0;
	for (let asked = 1; ; asked++) {
		const reply = await server.ask(job);
		if (!reply.isLimited && reply.isFinished) return true;
		refusals = reply.isLimited ? refusals + 1 : 0;
		if (refusals > retries) return false;
		await clock.sleep(pause(asked));
	}
}

const jobsOf = (server: Server) => Array.from({ length: server.jobs }, (_, job) => job);

const oneAfterTheOther =
	(habit: Habit): Policy =>
	async (server, clock) => {
		for (const job of jobsOf(server)) await poll(job, server, clock, habit);
	};

const allAtOnce =
	(habit: Habit): Policy =>
	async (server, clock) =>
		await Promise.all(jobsOf(server).map((job) => poll(job, server, clock, habit)));

/** Rounds over all that are unfinished; one 429 fails the workflow, and with it all that is unfinished. */
const inRounds =
	(pause: (round: number) => number): Policy =>
	async (server, clock) => {
		let unfinished = jobsOf(server);
		for (let round = 1; unfinished.length > 0; round++) {
			const replies = await Promise.all(unfinished.map((job) => server.ask(job)));
			if (replies.some(({ isLimited }) => isLimited)) return;
			unfinished = unfinished.filter((_, i) => !(replies[i] as { isFinished: boolean }).isFinished);
			await clock.sleep(pause(round));
		}
	};

/** The server counts arrivals, so the minute is half a second longer for those that keep to it. */
const SAFE_MINUTE_MS = MINUTE_MS + 500;

/** Over and over through all that are unfinished, evenly spaced, for each a second apart at least. */
const roundRobin: Policy = async (server, clock, requestsPerMinute) => {
	const queue = jobsOf(server).map((job) => ({ job, dueAt: 0 }));
	let unfinished = queue.length;
	while (unfinished > 0) {
		const next = queue.shift();
		await clock.sleep(Math.max(0, (next?.dueAt ?? 0) - clock.now()));
		if (next) {
			void server.ask(next.job).then((reply) => {
				if (!reply.isLimited && reply.isFinished) unfinished--;
				else queue.push({ job: next.job, dueAt: clock.now() + 1000 });
			});
		}
		await clock.sleep(SAFE_MINUTE_MS / requestsPerMinute);
	}
};

/** How people wait for Bria today, by what it is called in the report. */
export const rivals: Record<string, Policy> = {
	'one by one, 1 s, 5 retries': oneAfterTheOther({ pause: () => 1000, retries: 5 }),
	'one by one, 5 s': oneAfterTheOther({ pause: () => 5000, retries: 0 }),
	'one by one, 1 to 5 s': oneAfterTheOther({
		pause: (asked) => Math.min(5000, 1000 * 1.5 ** (asked - 1)),
		retries: 0,
	}),
	'all at once, 1 s, 3 retries': allAtOnce({ pause: () => 1000, retries: 3 }),
	'rounds, 1 to 32 s': inRounds((round) => Math.min(32_000, 1000 * 2 ** (round - 1))),
	'HTTP Request loop, 5 s': inRounds(() => 5000),
	'round robin, under a budget': roundRobin,
};
