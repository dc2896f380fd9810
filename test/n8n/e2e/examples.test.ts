import { smallPicture } from '../../simulator/picture';
import { startObjectStorage } from '../../standIns/objectStorage';
import { startSlackWebhook } from '../../standIns/slackWebhook';
import { fourBranches } from '../fourBranches';
import { startModelStandIn } from '../modelStandIn';
import { outputsOf } from '../../e2e/execution';
import { readExample, type WorkflowFile, withNode } from '../../workflowFile';
import { useN8n } from './useN8n';

const n8n = useN8n();

function withPrompts(file: string, ...prompt: string[]): WorkflowFile {
	return withNode(readExample(file), 'Prompts', {
		parameters: { jsonOutput: JSON.stringify({ prompt }) },
	});
}

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
	it.each(['COMPLETED', 'ERROR', 'UNKNOWN'])('is told the outcome: %s', async (status) => {
		const { bria, client, credentials, execute } = n8n();
		const model = await startModelStandIn();
		credentials.openAiApi = await client.saveCredential('Model', 'openAiApi', {
			apiKey: 'none',
			url: `${model.origin}/v1`,
			header: false,
		});
		const requestId = bria.addJob({ status });
		const chat = 'When chat message received';
		const example = readExample('ai-agent.json');
		const message = { chatInput: `What became of ${requestId}?`, sessionId: requestId };

		const execution = await execute({ ...example, pinData: { [chat]: [{ json: message }] } });
		await model.close();

		expect(execution.status).toBe('success');
		const [answer] = outputsOf(execution, 'AI Agent')[0] ?? [];
		expect(answer?.json.output).toContain(requestId);
		expect(answer?.json.output).toContain(status);
	});
});
