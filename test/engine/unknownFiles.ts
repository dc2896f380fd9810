import { startSimulator } from '../simulator';
import { start } from './briaStatus';

/**
 * A program of its own, since n8n tells types with a module that jest cannot import: says what becomes
 * of files whose type neither their server nor their address tells.
 */
async function main(): Promise<void> {
	const bria = await startSimulator();
	const said: Record<string, unknown> = {};
	for (const content of ['webp', 'gif', 'mov']) {
		const image_url = bria.file(content, { content, contentType: 'application/octet-stream' });
		const body = { status: 'COMPLETED', result: { image_url } };
		bria.addJob({ requestId: 'r1', body });
		const { outputs } = await start(bria, [{ request_id: 'r1' }], {
			parameters: { downloadResult: true },
		}).result;
		const { fileName, mimeType } = outputs[0]?.[0]?.binary?.data ?? {};
		said[content] = { fileName, mimeType };
	}
	await bria.close();
	process.stdout.write(JSON.stringify(said));
}

void main();
