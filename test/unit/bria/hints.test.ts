import { hints } from '../../../nodes/Bria/hints';
import type { ItemResult } from '../../../nodes/Bria/outputItems';

const BRIA = 'https://engine.prod.bria-api.com/v2';

const submitted = (webhook_url: string): ItemResult => ({
	itemIndex: 0,
	input: { json: {} },
	includeInputFields: false,
	job: { path: 'image/generate', body: { webhook_url }, labels: new Map(), isCustom: false },
	answer: { request_id: 'r1' },
});

it('A webhook URL that Bria cannot call is told once', () => {
	const url = 'http://localhost:5678/webhook/bria';

	const told = hints([submitted(url), submitted(url)], BRIA);

	expect(told).toEqual([expect.objectContaining({ message: expect.stringContaining(url) })]);
});

it.each([
	['a public webhook URL', 'https://n8n.example.com/webhook/bria', BRIA],
	['a server in the same private network', 'http://10.0.0.5/webhook/bria', 'http://127.0.0.1:1/v2'],
])('Nothing is told of %s', (_, url, baseUrl) => {
	expect(hints([submitted(url)], baseUrl)).toEqual([]);
});
