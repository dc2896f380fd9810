import { RateLimiter } from '../../nodes/polling/rateLimiter';
import { type PollResult, pollAll } from '../../nodes/polling/pollLoop';
import type { Policy } from './rivals';

/**
 * The node's own waiter and budget, as they are.
 *
 * @param executions how many share the jobs, and the budget
 */
export const waiter =
	(executions = 1): Policy =>
	async (server, clock, requestsPerMinute) => {
		const ask = async (id: string): Promise<PollResult<undefined>> => {
			const reply = await server.ask(Number(id));
			if (reply.isLimited) {
				return { state: 'rateLimited', value: undefined, retryAfterMs: reply.retryAfterMs };
			}
			return { state: reply.isFinished ? 'finished' : 'inProgress', value: undefined };
		};
		const budget = new RateLimiter(clock, requestsPerMinute);
		const ids = Array.from({ length: server.jobs }, (_, job) => String(job));
		const share = Math.ceil(ids.length / executions);
		const execute = (execution: number) =>
			pollAll(ids.slice(execution * share, (execution + 1) * share), {
				...{ ask, clock, budget, mode: 'untilFinished' },
				maxWaitMs: Infinity,
			});
		await Promise.all(Array.from({ length: executions }, (_, execution) => execute(execution)));
	};
