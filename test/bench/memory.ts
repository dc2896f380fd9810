import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { type Simulator, startSimulator } from '../simulator';
import type { Measured, Task } from './downloadOnce';

const MB = 1_000_000;
const SIZES = [10 * MB, 300 * MB] as const;
/** More than this for the largest file means that it was held in memory. */
const LIMIT = 40 * MB;

const inMB = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`;

/** In a process of its own, so that neither the simulator nor the other size counts. */
async function measure(bria: Simulator, bytes: number): Promise<Measured> {
	const addVideo = (size: number) => bria.addJob({ kind: 'video', file: { bytes: size } });
	const task: Task = {
		bria: { baseUrl: bria.baseUrl, token: bria.token },
		warmUp: addVideo(MB),
		requestId: addVideo(bytes),
	};
	const child = fork(path.join(__dirname, 'downloadOnce.ts'));
	child.send(task);
	const answer = once(child, 'message').then(([measured]) => measured as Measured);
	const died = once(child, 'exit').then(([code]) => {
		throw new Error(`The download ended with code ${code}`);
	});
	const measured = await Promise.race([answer, died]);
	if (measured.fileSize !== bytes) throw new Error(`${measured.fileSize} bytes came`);
	return measured;
}

async function main(): Promise<void> {
	console.log("Downloads through n8n's engine, with binary data on disk. Highest rise of RSS:");
	const bria = await startSimulator();
	try {
		const rises: number[] = [];
		for (const bytes of SIZES) {
			const { rise } = await measure(bria, bytes);
			rises.push(rise);
			console.log(`${inMB(bytes).padStart(9)} video  +${inMB(rise)}`);
		}
		const [small = 0, large = Infinity] = rises;
		console.log(`Difference       ${inMB(large - small)}`);
		if (large >= LIMIT) throw new Error(`The large video takes more than ${inMB(LIMIT)}`);
	} finally {
		await bria.close();
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
