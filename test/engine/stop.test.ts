import { setTimeout as pause } from 'node:timers/promises';

import { faults } from '../simulator';
import { until } from '../simulator/testClient';
import { start } from './briaStatus';
import { useSimulator } from './useSimulator';

const bria = useSimulator();

const asItem = (request_id: string) => ({ request_id });

/** Longer than the shortest pause between two requests, with a margin. */
const A_WHILE_MS = 1_500;

const isOpen = () => bria().log.some(({ endedAt }) => endedAt === undefined);

describe('An execution that is stopped ends, and nothing is asked afterwards', () => {
	const items = (count: number) =>
		Array.from({ length: count }, () => asItem(bria().addJob({ afterMs: Infinity })));

	async function stopped(count: number, asks: number, setup = {}): Promise<void> {
		const execution = start(bria(), items(count), setup);
		await until(() => bria().log.length >= asks);
		await pause(50);

		execution.cancel();
		const { status } = await execution.result;

		expect(status).toBe('canceled');
		const asked = bria().log.length;
		await pause(A_WHILE_MS);
		expect(bria().log).toHaveLength(asked);
		expect(isOpen()).toBe(false);
	}

	it('in the pause between two requests', async () => {
		await stopped(2, 2);
	});

	it('in a request that is not answered', async () => {
		bria().fault('*', [faults.hang()]);
		await stopped(1, 1);
	});

	it('in an answer that comes slowly', async () => {
		bria().fault('*', [faults.slow(10)]);
		await stopped(1, 1);
	});

	it('in an answer that stalls', async () => {
		bria().fault('*', [faults.stall()]);
		await stopped(1, 1);
	});

	it('in the pause after a failed call', async () => {
		bria().fault('*', [503]);
		await stopped(1, 1);
	});

	it('in the pause that a 429 asks for', async () => {
		bria().fault('*', [faults.status(429, { retryAfter: 1 })]);
		await stopped(1, 1);
	});

	it('while the minute has no room', async () => {
		const credential = { requestsPerMinute: 2 };
		await stopped(3, 2, { credential, parameters: { operation: 'get' } });
	});
});

describe('When the time to wait is over', () => {
	it.each([
		['a request that is not answered', faults.hang()],
		['an answer that comes slowly', faults.slow(10)],
		['an answer that stalls', faults.stall()],
	])('%s is ended, and its item leaves by In Progress', async (_, fault) => {
		const id = bria().addJob();
		bria().fault(id, [fault]);

		const { outputs, hints } = await start(bria(), [asItem(id)], {
			parameters: { maxWaitSeconds: 3 },
		}).result;

		expect(outputs.map((output) => output.length)).toEqual([0, 0, 0, 1]);
		const message = `Bria gave no answer about the request "${id}" before Max Wait was over`;
		expect(outputs[3]?.[0]?.json).toEqual({ request_id: id, message });
		expect(hints[0]?.message).toMatch(/^1 request left by In Progress without an answer/);
		await until(() => !isOpen());
		expect(bria().log).toHaveLength(1);
	});
});
