import type { IHttpRequestOptions } from 'n8n-workflow';

import { systemClock } from '../../nodes/api/systemClock';
import { Downloads } from '../../nodes/files/downloads';
import type { FileContext } from '../../nodes/files/fileRequest';

const baseUrl = 'https://engine.prod.bria-api.com/v2';

it('After a stop, nothing is done for the files that wait for their turn', async () => {
	let requests = 0;
	const helpers = {
		httpRequest: async ({ abortSignal }: IHttpRequestOptions) =>
			await new Promise((_, reject) => {
				requests++;
				const stop = () => reject(new Error('canceled'));
				if (abortSignal?.aborted) stop();
				abortSignal?.addEventListener?.('abort', stop);
			}),
	};
	const downloads = new Downloads({ helpers } as unknown as FileContext, {
		baseUrl,
		clock: systemClock,
	});
	for (let i = 0; i < 1_000; i++) {
		void downloads.start(`${i}`, { result: { image_url: `https://files.example.com/${i}.png` } });
	}
	await new Promise(setImmediate);
	const before = requests;

	downloads.end();
	await downloads.all();
	await new Promise(setImmediate);

	expect(before).toBeGreaterThan(0);
	expect(requests).toBe(before);
});
