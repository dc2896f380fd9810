import { type PollResult, pollAll } from '../../nodes/polling/pollLoop';
import { SharedPlan } from '../../nodes/polling/sharedPlan';
import type { Policy } from './rivals';
import type { Server } from './server';

/** Polls a job of the server, as the node polls Bria. */
export const pollOf =
	(server: Server) =>
	async (id: string): Promise<PollResult<undefined>> => {
		const reply = await server.ask(Number(id));
		if (reply.isLimited) {
			return { state: 'rateLimited', value: undefined, retryAfterMs: reply.retryAfterMs };
		}
		return { state: reply.isFinished ? 'finished' : 'inProgress', value: undefined };
	};

/**
 * The node's own polling, as it is.
 *
 * @param executions how many share the jobs, and the plan
 */
export const ours =
	(executions = 1): Policy =>
	async (server, clock, requestsPerMinute) => {
		const queue = new SharedPlan(clock);
		const ids = Array.from({ length: server.jobs }, (_, job) => String(job));
		const share = Math.ceil(ids.length / executions);
		const execute = async (execution: number) => {
			const lease = queue.join(requestsPerMinute);
			await pollAll(ids.slice(execution * share, (execution + 1) * share), {
				...{ poll: pollOf(server), lease, mode: 'untilFinished', maxWaitMs: Infinity },
			});
			lease.leave();
		};
		await Promise.all(Array.from({ length: executions }, (_, execution) => execute(execution)));
	};
