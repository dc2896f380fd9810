import { MinuteBudget } from '../../nodes/BriaStatus/minuteBudget';
import { type Answer, waitForAll } from '../../nodes/BriaStatus/waiter';
import type { Policy } from './rivals';

/** The node's own waiter and budget, as they are. */
export const waiterPolicy: Policy = async (server, clock, requestsPerMinute) => {
	const ask = async (id: string): Promise<Answer<undefined>> => {
		const reply = await server.ask(Number(id));
		if (reply.isLimited) {
			return { kind: 'rateLimited', value: undefined, retryAfterMs: reply.retryAfterMs };
		}
		return { kind: reply.isFinished ? 'finished' : 'inProgress', value: undefined };
	};
	await waitForAll(
		Array.from({ length: server.jobs }, (_, job) => String(job)),
		{
			ask,
			clock,
			budget: new MinuteBudget(clock, requestsPerMinute),
			mode: 'untilFinished',
			maxWaitMs: Infinity,
		},
	);
};
