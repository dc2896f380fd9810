import * as n8nWorkflow from 'n8n-workflow';

import type { Clock } from '../polling/clock';

type InterruptibleSleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Where n8n cannot interrupt a sleep, a pause is slept in slices of this many ms, so that no long one is left behind. */
const SLICE_MS = 100;

/**
 * n8n's own sleep that a signal ends, if this n8n has one: `sleepWithAbort`, or since 2.41 `sleep` with a
 * second parameter.
 */
function findInterruptibleSleep(): InterruptibleSleep | undefined {
	const { sleep, sleepWithAbort } = n8nWorkflow as {
		sleep: InterruptibleSleep;
		sleepWithAbort?: InterruptibleSleep;
	};
	return sleepWithAbort ?? (sleep.length > 1 ? sleep : undefined);
}

const interruptibleSleep = findInterruptibleSleep();

async function sleepFully(ms: number, signal?: AbortSignal): Promise<void> {
	const end = performance.now() + ms;
	const wokenEarly = () => undefined;
	for (let left = ms; left > 0 && !signal?.aborted; left = end - performance.now()) {
		await (signal && interruptibleSleep
			? interruptibleSleep(left, signal).catch(wokenEarly)
			: n8nWorkflow.sleep(Math.min(left, SLICE_MS)));
	}
}

/** Real time. It does not jump when the machine's clock is set. */
export const systemClock: Clock = {
	now: () => performance.now(),

	sleep: (ms, signal) =>
		new Promise((resolve) => {
			const wake = () => {
				signal?.removeEventListener('abort', wake);
				resolve();
			};
			// At once, also where n8n's sleep does not heed the signal.
			signal?.addEventListener('abort', wake);
			void sleepFully(ms, signal).then(wake);
		}),
};
