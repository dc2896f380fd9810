import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { type Simulator, startSimulator } from '../simulator';
import type { Measured, Task, Transfer } from './transferOnce';

const MB = 1_000_000;
const SIZES = [10 * MB, 300 * MB] as const;
/** More than this for the largest file means that it was held in memory. */
const LIMITS = { download: 40 * MB, upload: 60 * MB };

const inMB = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`;

/** In a process of its own, so that neither the simulator nor the other size counts. */
async function measure(bria: Simulator, warmUp: Transfer, transfer: Transfer): Promise<Measured> {
	const task: Task = { bria: { baseUrl: bria.baseUrl, token: bria.token }, warmUp, transfer };
	const child = fork(path.join(__dirname, 'transferOnce.ts'));
	child.send(task);
	const answer = once(child, 'message').then(([measured]) => measured as Measured);
	const died = once(child, 'exit').then(([code]) => {
		throw new Error(`The transfer ended with code ${code}`);
	});
	return await Promise.race([answer, died]);
}

async function download(bria: Simulator, bytes: number): Promise<number> {
	const videoOf = (size: number): Transfer => ({
		download: bria.addJob({ kind: 'video', file: { bytes: size } }),
	});
	const { fileSize, rise } = await measure(bria, videoOf(MB), videoOf(bytes));
	if (fileSize !== bytes) throw new Error(`${fileSize} bytes came`);
	return rise;
}

async function upload(bria: Simulator, bytes: number): Promise<number> {
	const { rise } = await measure(bria, { uploadBytes: MB }, { uploadBytes: bytes });
	const stored = bria.uploads.at(-1)?.bytes;
	if (stored !== bytes) throw new Error(`${stored} bytes were stored`);
	return rise;
}

async function main(): Promise<void> {
	console.log("Through n8n's engine, with binary data on disk. Highest rise of RSS:");
	const bria = await startSimulator();
	try {
		for (const [name, transfer] of Object.entries({ download, upload })) {
			const rises: number[] = [];
			for (const bytes of SIZES) {
				const rise = await transfer(bria, bytes);
				rises.push(rise);
				console.log(`${name.padEnd(9)} ${inMB(bytes).padStart(9)} video  +${inMB(rise)}`);
			}
			const [small = 0, large = Infinity] = rises;
			console.log(`${name.padEnd(9)} Difference       ${inMB(large - small)}`);
			const limit = LIMITS[name as keyof typeof LIMITS];
			if (large >= limit) throw new Error(`The large ${name} takes more than ${inMB(limit)}`);
		}
	} finally {
		await bria.close();
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
