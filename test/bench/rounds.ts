import { pollAll } from '../../nodes/polling/pollLoop';
import { SharedPlan } from '../../nodes/polling/sharedPlan';
import { pollOf } from './ourPolicy';
import { Server } from './server';
import { table } from './table';
import { VirtualClock } from './virtualClock';

const ROUNDS = 12;
const MAX_WAIT_MS = 4_000;

/** How many of 60 jobs are seen in rounds of a loop: the first ten never end, the others have ended. */
async function seenInRounds(requestsPerMinute: number): Promise<number> {
	const clock = new VirtualClock();
	const ends = Array.from({ length: 60 }, (_, job) => (job < 10 ? Infinity : 0));
	const server = new Server(clock, ends, requestsPerMinute);
	const queue = new SharedPlan(clock);
	const run = async () => {
		for (let round = 0; round < ROUNDS; round++) {
			const ids = ends.map((_, job) => String(job)).filter((id) => !server.seen.has(Number(id)));
			const lease = queue.join(requestsPerMinute);
			const poll = pollOf(server);
			await pollAll(ids, { poll, lease, mode: 'untilFinished', maxWaitMs: MAX_WAIT_MS });
			lease.leave();
		}
	};
	await clock.run(run());
	return server.seen.size;
}

/** A row for each plan. */
export async function loopRounds(): Promise<string> {
	const rows: string[][] = [];
	for (const plan of [60, 120, 1_000]) {
		rows.push([`${plan} a minute`, String(await seenInRounds(plan))]);
	}
	return table(['12 rounds of 4 s', 'seen, of 50'], rows);
}
