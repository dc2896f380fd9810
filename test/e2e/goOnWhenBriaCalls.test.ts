import { Client } from '../n8n/client';
import { type Home, openHome } from '../n8n/home';
import { startNewN8n } from '../n8n/newN8n';
import { type N8n, startN8n } from '../n8n/server';
import { readExample, withNode } from '../workflowFile';
import { eventually } from './eventually';
import { jsonOf } from './execution';

let n8n: N8n | undefined;
let home: Home | undefined;

afterAll(async () => {
	await n8n?.stop();
	await home?.close();
});

it('go on when Bria calls: the job arrives with one status call, although n8n is killed meanwhile', async () => {
	const started = await startNewN8n('resume-home');
	({ n8n } = started);
	// Bria's 45 minutes of attempts in four and a half: n8n is back by then on a slow machine, too.
	const webhooks = { timeScale: 0.1, timeoutMs: 60_000 };
	home = await openHome(await Client.logIn(n8n.origin), { webhooks });
	const { bria, client } = home;
	const example = readExample('go-on-when-bria-calls.json');
	const parameters = { prompt: 'A fox [never]' };
	const id = await client.execute(await home.save(withNode(example, 'Bria', { parameters })));
	await client.until(id, ['waiting']);

	await n8n.kill();
	const [requestId = ''] = bria.log.map((call) => call.requestId ?? '');
	bria.finish(requestId);
	await eventually(
		() => bria.deliveries.length,
		(count) => count > 0,
	);
	n8n = await startN8n(started.userFolder, Number(new URL(n8n.origin).port));
	const execution = await client.until(id);

	expect(execution.status).toBe('success');
	expect(jsonOf(execution, 'Image')).toEqual([{ url: bria.fileUrl(requestId) }]);
	expect(bria.statusCalls).toHaveLength(1);
	expect(bria.deliveries[0]?.error).toBeDefined();
});
