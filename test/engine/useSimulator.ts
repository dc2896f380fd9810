import { setTimeout as pause } from 'node:timers/promises';

import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator';

const open = (bria: Simulator) => bria.log.filter(({ endedAt }) => endedAt === undefined);

/** The other end learns a moment later that a connection was closed. */
async function untilNothingIsOpen(bria: Simulator): Promise<void> {
	for (let i = 0; i < 500 && open(bria).length > 0; i++) await pause(20);
}

/**
 * A fresh simulator for every test. After each, whatever the test was about: nothing was sent to
 * another origin, and no request was left open.
 */
export function useSimulator(options?: SimulatorOptions): () => Simulator {
	let bria: Simulator;

	beforeEach(async () => {
		bria = await startSimulator(options);
	});

	afterEach(async () => {
		await untilNothingIsOpen(bria);
		const leftOpen = open(bria).map(({ path }) => path);
		await bria.close();
		expect(leftOpen).toEqual([]);
		expect(bria.elsewhere.received).toEqual([]);
	});

	return () => bria;
}
