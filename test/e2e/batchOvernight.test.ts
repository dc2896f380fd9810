import { openHome, type Home } from '../n8n/home';
import { Client } from '../n8n/client';
import { startNewN8n } from '../n8n/newN8n';
import { type N8n, startN8n } from '../n8n/server';
import { type SlackWebhook, startSlackWebhook } from '../standIns/slackWebhook';
import { readExample, type WorkflowFile, withNode } from '../workflowFile';
import { eventually } from './eventually';
import { jsonOf } from './execution';

const JOBS = 100;

let n8n: N8n;
let userFolder: string;
let home: Home;
let slack: SlackWebhook;

beforeAll(async () => {
	({ n8n, userFolder } = await startNewN8n('batch-home'));
	// Bria's 45 minutes of attempts in 54 s.
	const webhooks = { timeScale: 0.02, duplicateEvery: 10, spreadMs: 500 };
	home = await openHome(await Client.logIn(n8n.origin), { webhooks });
	slack = await startSlackWebhook();
});

afterAll(async () => {
	await n8n.stop();
	await Promise.all([home.close(), slack.close()]);
});

/** The second workflow of the example, which keeps no files. */
function receive(): WorkflowFile {
	const example = readExample('batch-overnight-receive.json');
	const inMemory = withNode(example, 'Save to Storage', { type: 'n8n-nodes-base.noOp' });
	return withNode(
		withNode(inMemory, 'Bria Trigger', { parameters: { downloadResult: false } }),
		'Post to Slack',
		{ parameters: { url: slack.url } },
	);
}

/** The first one, started by hand. */
function submit(webhookUrl: string): WorkflowFile {
	const example = readExample('batch-overnight-submit.json');
	const prompt = Array.from({ length: JOBS }, (_, i) => `A fox, picture ${i} [never]`);
	const byHand = withNode(example, 'Every Evening', {
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
	});
	return withNode(
		withNode(byHand, 'Prompts', { parameters: { jsonOutput: JSON.stringify({ prompt }) } }),
		'Bria',
		{ parameters: { options: { webhook_url: webhookUrl } } },
	);
}

const received = () => slack.messages.map(({ text }) => text);

test('100 jobs that one workflow submits are received by the other, each once, over a restart', async () => {
	const { client, bria } = home;
	const receiver = receive();
	const trigger = receiver.nodes.find(({ name }) => name === 'Bria Trigger');
	await client.activate(await home.save(receiver));

	const submission = await home.execute(
		submit(`${n8n.origin}/webhook/${trigger?.webhookId}/webhook`),
	);
	const ids = jsonOf(submission, 'Bria').map(({ request_id }) => String(request_id));
	const finish = (from: number, to: number) => {
		for (const id of ids.slice(from, to)) bria.finish(id);
	};
	finish(0, 40);
	await eventually(received, (all) => all.length > 20);
	const stopped = n8n.stop();
	finish(40, 70);
	await stopped;
	finish(70, 80);
	n8n = await startN8n(userFolder, Number(new URL(n8n.origin).port));
	finish(80, JOBS);
	await eventually(received, (all) => all.length >= JOBS);
	const isDelivered = () => bria.deliveries.filter(({ statusCode }) => statusCode === 200).length;
	await eventually(isDelivered, (count) => count >= JOBS * 1.1);

	expect(submission.status).toBe('success');
	expect(isDelivered()).toBe(JOBS * 1.1);
	expect(bria.deliveries.some(({ error }) => error !== undefined)).toBe(true);
	const expected = ids.map((id) => `Saved the picture of request ${id}`);
	expect(ids).toHaveLength(JOBS);
	expect(received().sort()).toEqual(expected.sort());
	expect(bria.statusCalls).toEqual([]);
});
