import { keepFilesOnDisk, fileSizeOf } from '../engine/binaryData';
import { start } from '../engine/briaStatus';
import type { Simulator } from '../simulator';

/** What this process is asked to download, and from where. */
export interface Task {
	bria: Pick<Simulator, 'baseUrl' | 'token'>;
	/** A small file first, so that all code is loaded. */
	warmUp: string;
	requestId: string;
}

/** What it came to, in bytes. */
export interface Measured {
	fileSize: number;
	/** How far the process's memory (RSS) rose at its highest. */
	rise: number;
}

const SAMPLE_MS = 10;

async function downloadThe(requestId: string, bria: Task['bria']) {
	const items = [{ request_id: requestId }];
	const parameters = { downloadResult: true };
	const { outputs, error } = await start(bria as Simulator, items, { parameters }).result;
	if (error) throw error;
	return await fileSizeOf(outputs[0]?.[0]);
}

async function measure({ bria, warmUp, requestId }: Task): Promise<Measured> {
	await keepFilesOnDisk();
	await downloadThe(warmUp, bria);

	const before = process.memoryUsage.rss();
	let highest = before;
	const sampler = setInterval(() => {
		highest = Math.max(highest, process.memoryUsage.rss());
	}, SAMPLE_MS);
	const fileSize = await downloadThe(requestId, bria);
	clearInterval(sampler);
	return { fileSize, rise: highest - before };
}

process.once('message', async (task: Task) => {
	process.send?.(await measure(task), () => process.exit());
});
