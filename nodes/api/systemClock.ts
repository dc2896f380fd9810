import { sleep } from 'n8n-workflow';

import type { Clock } from '../polling/clock';

/** Before n8n 2.41 a `sleep` cannot be interrupted, so a pause is slept in slices of this many ms. */
const SLICE_MS = 100;

async function sleepInSlices(ms: number, signal?: AbortSignal): Promise<void> {
	const end = performance.now() + ms;
	let left = ms;
	while (left > 0 && !signal?.aborted) {
		const wokenEarly = () => undefined;
		await sleep(Math.min(left, SLICE_MS), signal).catch(wokenEarly);
		left = end - performance.now();
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
			signal?.addEventListener('abort', wake);
			void sleepInSlices(ms, signal).then(wake);
		}),
};
