import { randomUUID } from 'node:crypto';

import type { INode } from 'n8n-workflow';

import { fourBranches } from '../n8n/fourBranches';
import { startModelStandIn } from '../n8n/modelStandIn';
import type { LoopbackServer } from '../simulator/loopbackServer';
import { smallPicture } from '../simulator/picture';
import { startObjectStorage } from '../standIns/objectStorage';
import { startSlackWebhook } from '../standIns/slackWebhook';
import { exampleFiles, readExample, type WorkflowFile, withNode } from '../workflowFile';
import { jsonOf, outputsOf } from './execution';
import { useN8n } from './useN8n';

const n8n = useN8n();

function withPrompts(file: string, ...prompt: string[]): WorkflowFile {
	return withNode(readExample(file), 'Prompts', {
		parameters: { jsonOutput: JSON.stringify({ prompt }) },
	});
}

it.each(exampleFiles())('%s imports into n8n as it is', async (file) => {
	const example = readExample(file);
	const { client } = n8n();

	const { nodes, connections } = await client.workflow(await client.saveWorkflow(example));

	const looks = ({ name, type }: INode) => ({ name, type });
	expect(nodes.map(looks)).toEqual(example.nodes.map(looks));
	expect(connections).toEqual(example.connections);
});

it('a batch with a message for each branch: each branch gets its items', async () => {
	const execution = await n8n().execute(fourBranches(8));

	expect(execution.status).toBe('success');
	expect(outputsOf(execution, 'Bria Status').map(({ length }) => length)).toEqual([2, 1, 1, 1]);
	const messages = ['Ready', 'Failed', 'Ask Support', 'Still Running'].flatMap((name) =>
		outputsOf(execution, `Message: ${name}`)[0]?.map(({ json }) => String(json.message)),
	);
	expect(messages).toEqual([
		expect.stringMatching(/^Ready: http.*\.png$/),
		expect.stringMatching(/^Ready: http.*\.png$/),
		expect.stringMatching(/^Failed: .+ \(request [0-9a-f]{32}\)$/),
		expect.stringMatching(/support: [0-9a-f]{32}$/),
		expect.stringMatching(/^Not finished yet, ask again later: [0-9a-f]{32}$/),
	]);
});

it('submit an image and wait: the image is ready', async () => {
	const execution = await n8n().execute(readExample('submit-image-and-wait.json'));

	expect(execution.status).toBe('success');
	expect(outputsOf(execution, 'Image Is Ready')[0]?.map(({ json }) => json.status)).toEqual([
		'COMPLETED',
	]);
});

it('tell the team: a message for each outcome arrives in the channel', async () => {
	const slack = await startSlackWebhook();
	const prompts = ['A fox [1s]', 'A fox [error] [1s]', 'A fox [unknown] [1s]'];
	const example = withPrompts('tell-the-team.json', ...prompts);

	const execution = await n8n().execute(
		withNode(example, 'Post to Slack', { parameters: { url: slack.url } }),
	);
	await slack.close();

	expect(execution.status).toBe('success');
	expect(slack.messages.map(({ text }) => text)).toEqual([
		'Your picture is ready',
		'Bria could not make your picture',
		'Something broke inside Bria',
	]);
	const [ready, , unknown] = slack.messages;
	expect(ready?.blocks?.[0]?.image_url).toMatch(/^http.*\.png$/);
	expect(unknown?.blocks?.[0]?.text?.text).toMatch(/`[0-9a-f]{32}` to support@bria\.ai/);
});

it('save to storage: the object is the picture, byte for byte', async () => {
	const storage = await startObjectStorage('bria-results');
	const { client, execute } = n8n();
	const s3 = await client.saveCredential('Storage', 's3', storage.credential);
	const example = withPrompts('save-to-storage.json', 'A fox [1s]');
	const nodes = example.nodes.map((node) =>
		node.name === 'Save to Storage' ? { ...node, credentials: { s3 } } : node,
	);
	const settings = { ...example.settings, timezone: 'UTC' };

	const execution = await execute({ ...example, nodes, settings });

	expect([execution.status, outputsOf(execution, 'Save to Storage')[0]?.length]).toEqual([
		'success',
		1,
	]);
	const [item] = outputsOf(execution, 'Bria Status')[0] ?? [];
	const folder = new Date().toISOString().slice(0, 7);
	const object = await storage.get(`${folder}/${item?.json.request_id}.png`);
	await storage.close();
	expect(object.contentType).toBe('image/png');
	expect(object.content.equals(smallPicture())).toBe(true);
});

describe('an AI agent', () => {
	let model: LoopbackServer;

	beforeAll(async () => {
		model = await startModelStandIn();
		const { client, credentials } = n8n();
		credentials.openAiApi = await client.saveCredential('Model', 'openAiApi', {
			apiKey: 'none',
			url: `${model.origin}/v1`,
			header: false,
		});
	});

	afterAll(() => model.close());

	async function ask(chatInput: string): Promise<string> {
		const message = { chatInput, sessionId: randomUUID() };
		const pinData = { 'When chat message received': [{ json: message }] };
		const execution = await n8n().execute({ ...readExample('ai-agent.json'), pinData });
		expect(execution.status).toBe('success');
		return String(jsonOf(execution, 'AI Agent')[0]?.output);
	}

	it.each(['COMPLETED', 'ERROR', 'UNKNOWN'])('is told the outcome: %s', async (status) => {
		const requestId = n8n().bria.addJob({ status, afterMs: 500 });

		const answer = await ask(`What became of ${requestId}?`);

		expect(answer).toContain(requestId);
		expect(answer).toContain(status);
	});

	it('is told the outcome of what it has submitted itself', async () => {
		expect(await ask('Make a picture of a red fox [2s]')).toContain('COMPLETED');
	});
});
