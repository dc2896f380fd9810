import { setTimeout as pause } from 'node:timers/promises';

import { faults, submissionFaults } from '../../simulator';
import { until } from '../../simulator/testClient';
import { useFastTime } from '../fastTime';
import { useSimulator } from '../useSimulator';
import { prompts, promptsAt, start } from './bria';

const GENERATE = '/image/generate';

useFastTime(1);
const bria = useSimulator({ requestsPerMinute: 2 });

const submissions = () => bria().log.filter(({ method }) => method === 'POST');
const sent = () => submissions().length;
const answered = () => submissions().filter(({ endedAt }) => endedAt !== undefined).length;

/** How long an execution goes on after it is stopped, in ms. */
async function stop({ cancel, result }: ReturnType<typeof start>): Promise<number> {
	const at = performance.now();
	cancel();
	await result.catch(() => undefined);
	return performance.now() - at;
}

describe('A stopped execution', () => {
	it('that waits for the plan sends nothing more', async () => {
		const execution = start(bria(), prompts('a', 'b', 'c', 'd'), {
			credential: { requestsPerMinute: 2 },
		});
		await until(() => answered() === 2);

		expect(await stop(execution)).toBeLessThan(500);
		await pause(100);
		expect(promptsAt(bria())).toEqual(['a', 'b']);
	});

	it('that waits for an answer ends at once', async () => {
		bria().faultSubmission(GENERATE, [submissionFaults.accepted(faults.hang())]);
		const execution = start(bria(), prompts('a', 'b'));
		await until(() => sent() === 1);

		expect(await stop(execution)).toBeLessThan(500);
		expect(sent()).toBe(1);
	});

	it('that pauses before it tries again ends at once', async () => {
		bria().faultSubmission(GENERATE, [faults.status(429, { retryAfter: 60 })]);
		const execution = start(bria(), prompts('a', 'b'));
		await until(() => bria().log[0]?.endedAt !== undefined);

		expect(await stop(execution)).toBeLessThan(500);
		expect(sent()).toBe(1);
	});
});
