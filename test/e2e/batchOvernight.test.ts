import { openHome, type Home } from '../n8n/home';
import { Client } from '../n8n/client';
import { startNewN8n } from '../n8n/newN8n';
import { type N8n, startN8n } from '../n8n/server';
import type { DeliveryAttempt } from '../simulator';
import { smallPicture } from '../simulator/picture';
import { type SlackWebhook, startSlackWebhook } from '../standIns/slackWebhook';
import { readExample, type WorkflowFile, withNode } from '../workflowFile';
import { eventually } from './eventually';
import { jsonOf } from './execution';
import { useStorage } from './useStorage';

const JOBS = 100;

/** Every tenth job is delivered twice. */
const DELIVERIES = 110;

const startStorage = useStorage();
let n8n: N8n;
let userFolder: string;
let home: Home;
let slack: SlackWebhook;

beforeAll(async () => {
	({ n8n, userFolder } = await startNewN8n('batch-home'));
	const webhooks = {
		// Bria's 45 minutes of attempts in four and a half: n8n is back by then on a slow machine, too.
		timeScale: 0.1,
		timeoutMs: 60_000,
		duplicateEvery: JOBS / (DELIVERIES - JOBS),
		spreadMs: 500,
	};
	home = await openHome(await Client.logIn(n8n.origin), { webhooks });
});

afterAll(async () => {
	await n8n.stop();
	await home.close();
});

beforeEach(async () => {
	slack = await startSlackWebhook();
});

afterEach(() => slack.close());

/** The second workflow of the example, with this test's channel. */
function receive(webhookId: string): WorkflowFile {
	const example = readExample('batch-overnight-receive.json');
	const url = { parameters: { url: slack.url } };
	const workflow = withNode(example, 'Post to Slack', url);
	return { ...withNode(workflow, 'Bria Trigger', { webhookId }), name: webhookId };
}

function withoutFiles(workflow: WorkflowFile): WorkflowFile {
	return withNode(
		withNode(workflow, 'Save to Storage', { type: 'n8n-nodes-base.noOp' }),
		'Bria Trigger',
		{ parameters: { downloadResult: false } },
	);
}

/** The first one, started by hand. */
function submit(webhookId: string, prompt: string[]): WorkflowFile {
	const example = readExample('batch-overnight-submit.json');
	const byHand = withNode(example, 'Every Evening', {
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
	});
	return withNode(
		withNode(byHand, 'Prompts', { parameters: { jsonOutput: JSON.stringify({ prompt }) } }),
		'Bria',
		{ parameters: { options: { webhook_url: `${n8n.origin}/webhook/${webhookId}/webhook` } } },
	);
}

const received = () => slack.messages.map(({ text }) => text);

test('each picture is saved as it is, and the team is told of all jobs', async () => {
	const { client } = home;
	const webhookId = '5d1d4f0c-0000-4000-8000-000000000012';
	const storage = await startStorage('bria-results');
	const s3 = await client.saveCredential('Storage', 's3', storage.credential);
	const receiver = receive(webhookId);
	const nodes = receiver.nodes.map((node) =>
		node.name === 'Save to Storage' ? { ...node, credentials: { s3 } } : node,
	);
	const settings = { ...receiver.settings, timezone: 'UTC' };
	await client.activate(await home.save({ ...receiver, nodes, settings }));

	const submission = await home.execute(submit(webhookId, ['A fox [1s]', 'A fox [error] [1s]']));
	await eventually(received, (all) => all.length >= 2);

	const [made, failed] = jsonOf(submission, 'Bria').map(({ request_id }) => String(request_id));
	expect(received().sort()).toEqual([
		expect.stringContaining(`could not finish the request "${failed}"`),
		`Saved the picture of request ${made}`,
	]);
	const object = await storage.get(`${new Date().toISOString().slice(0, 7)}/${made}.png`);
	expect(object.content.equals(smallPicture())).toBe(true);
});

test('100 jobs that one workflow submits are received by the other, each once, over a restart', async () => {
	const { client, bria } = home;
	const webhookId = '5d1d4f0c-0000-4000-8000-000000000011';
	const receiverId = await home.save(withoutFiles(receive(webhookId)));
	await client.activate(receiverId);

	const prompts = Array.from({ length: JOBS }, (_, i) => `A fox, picture ${i} [never]`);
	const submission = await home.execute(submit(webhookId, prompts));
	const ids = jsonOf(submission, 'Bria').map(({ request_id }) => String(request_id));
	const finish = (from: number, to: number) => {
		for (const id of ids.slice(from, to)) bria.finish(id);
	};
	const count = (isOne: (attempt: DeliveryAttempt) => boolean) =>
		bria.deliveries.filter((attempt) => ids.includes(attempt.requestId) && isOne(attempt)).length;
	const delivered = () => count(({ statusCode }) => statusCode === 200);
	const failed = () => count(({ error }) => error !== undefined);

	// By itself: where many begin at once, n8n's memory of seen requests may forget some of them.
	finish(0, 1);
	await eventually(received, (all) => all.length >= 1);
	finish(1, 40);
	await eventually(received, (all) => all.length >= 40);
	await eventually(delivered, (number) => number >= 44);
	// Not before: what has just been accepted is lost where n8n stops at that moment.
	await n8n.stop();
	finish(40, 80);
	await eventually(failed, (number) => number >= 40);
	n8n = await startN8n(userFolder, Number(new URL(n8n.origin).port));
	finish(80, JOBS);
	await eventually(received, (all) => all.length >= JOBS);
	await eventually(delivered, (number) => number >= DELIVERIES);
	const again = await bria.deliver(String(ids[0]), `${n8n.origin}/webhook/${webhookId}/webhook`);
	await eventually(
		() => client.executions(receiverId),
		(all) => all.every(({ status }) => !['new', 'running'].includes(status)),
	);

	expect(submission.status).toBe('success');
	expect(delivered()).toBe(DELIVERIES + 1);
	expect(again.statusCode).toBe(200);
	const expected = ids.map((id) => `Saved the picture of request ${id}`);
	expect(ids).toHaveLength(JOBS);
	expect(received().sort()).toEqual(expected.sort());
	expect(bria.statusCalls).toEqual([]);
});
