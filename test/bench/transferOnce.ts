import { Readable } from 'node:stream';

import { start as submit } from '../engine/bria/bria';
import { fileSizeOf, keepFilesOnDisk, storeFile } from '../engine/binaryData';
import { start as askStatus } from '../engine/briaStatus';
import type { Simulator } from '../simulator';
import { filler } from '../simulator/streaming';

/** What this process is asked to do, with whom. */
export interface Task {
	bria: Pick<Simulator, 'baseUrl' | 'token'>;
	/** A small file first, so that all code is loaded. */
	warmUp: Transfer;
	transfer: Transfer;
}

/** Downloads the file of a request, or submits a job for a video of so many bytes. */
export type Transfer = { download: string } | { uploadBytes: number };

/** What it came to, in bytes. */
export interface Measured {
	/** Of what was downloaded. */
	fileSize?: number;
	/** How far the process's memory (RSS) rose at its highest. */
	rise: number;
}

const SAMPLE_MS = 10;

async function download(requestId: string, bria: Simulator): Promise<number> {
	const parameters = { downloadResult: true };
	const { outputs, error } = await askStatus(bria, [{ request_id: requestId }], { parameters })
		.result;
	if (error) throw error;
	return await fileSizeOf(outputs[0]?.[0]);
}

/** Puts the file where n8n keeps it, and returns how to go on. */
async function prepareUpload(bytes: number, bria: Simulator): Promise<() => Promise<undefined>> {
	const video = await storeFile(Readable.from(filler(bytes, 'x')), 'video/mp4', 'a.mp4');
	return async () => {
		const parameters = { resource: 'video', operation: 'removeBackground' };
		const { error } = await submit(bria, [{}], { parameters, binary: { data: video } }).result;
		if (error) throw error;
	};
}

async function prepare(transfer: Transfer, bria: Simulator) {
	if ('uploadBytes' in transfer) return await prepareUpload(transfer.uploadBytes, bria);
	return async () => await download(transfer.download, bria);
}

async function measure({ bria, warmUp, transfer }: Task): Promise<Measured> {
	await keepFilesOnDisk();
	await (
		await prepare(warmUp, bria as Simulator)
	)();
	const run = await prepare(transfer, bria as Simulator);

	const before = process.memoryUsage.rss();
	let highest = before;
	const sampler = setInterval(() => {
		highest = Math.max(highest, process.memoryUsage.rss());
	}, SAMPLE_MS);
	const fileSize = await run();
	clearInterval(sampler);
	return { fileSize, rise: highest - before };
}

process.once('message', async (task: Task) => {
	process.send?.(await measure(task), () => process.exit());
});
