import { type Fault, type Simulator, startSimulator } from '../simulator';
import { type Counts, count, resources } from './counts';
import { type Ended, execute, itemsOf } from './execution';
import { addJob } from './job';
import { LONGEST_MS, type LeftOf } from './left';
import type { Plan } from './plan';
import { type StatusFault, toFault } from './statusFault';
import { runEventLoop, type VirtualTime } from './virtualTime';

export type Left = LeftOf<Ended>;

/** The jobs and their faults; returns the request IDs. */
function addJobs(bria: Simulator, plan: Plan, counts: Counts): string[] {
	const toFaults = (list: StatusFault[]) =>
		list.map((planned): Fault => {
			const fault = toFault(planned, bria.token);
			return (context) => {
				count(counts, planned.kind);
				return fault(context);
			};
		});
	bria.fault('*', toFaults(plan.faults));
	return plan.jobs.map((job) => {
		const requestId = addJob(bria, job);
		bria.fault(requestId, toFaults(job.faults));
		if (job.file) count(counts, `file: ${Object.keys(job.file).join()}`);
		return requestId;
	});
}

/** What happens at a time of its own. Returns how to call it off. */
function schedule(bria: Simulator, plan: Plan, time: VirtualTime, counts: Counts): () => void {
	const { clockJumps, revokeAtMs } = plan;
	const at = (ms: number, kind: string, action: () => void) =>
		time.later(ms, () => {
			count(counts, kind);
			action();
		});
	const callOff = clockJumps.map(({ atMs, byMs }) =>
		at(atMs, 'clock jump', () => time.setClock(byMs)),
	);
	if (revokeAtMs !== undefined) {
		callOff.push(at(revokeAtMs, 'revoked token', () => (bria.token = 'another-token')));
	}
	return () => callOff.forEach((off) => off());
}

/**
 * Lets a plan happen, in virtual time, and says what is left of it.
 *
 * @param counts counts what went wrong
 */
export async function carryOut(
	plan: Plan,
	token: string,
	time: VirtualTime,
	counts: Counts,
): Promise<Left> {
	const before = { timers: time.timers, resources: resources().length };
	const { declaredPerMinute, allowedPerMinute, retryAfter } = plan;
	const requestsPerMinute = allowedPerMinute ?? declaredPerMinute;
	const bria = await startSimulator({ token, requestsPerMinute, retryAfter });
	const ids = addJobs(bria, plan, counts);
	const callOff = schedule(bria, plan, time, counts);
	for (const { isTool, broken } of plan.executions) {
		if (isTool) count(counts, 'run as an AI tool');
		if (broken) count(counts, `setting: ${broken}`);
	}
	const executions: Ended[] = plan.executions.map((one) => ({ plan: one, endedAt: Infinity }));
	const all = executions.map((ended) =>
		execute(bria, time, ended, itemsOf(ended.plan, ids, bria), declaredPerMinute),
	);

	await time.pass(Promise.all(all), LONGEST_MS);
	callOff();
	await runEventLoop(50);
	const left = {
		...{ executions, token, calls: bria.log },
		openRequests: time.openRequests,
		openConnections: bria.openConnections,
		timers: time.timers - before.timers,
		sentElsewhere: bria.elsewhere.received.length,
	};
	await bria.close();
	await runEventLoop(10);
	return { ...left, resources: resources().slice(before.resources) };
}
