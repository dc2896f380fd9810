import { eventually } from './eventually';
import { startModelStandIn } from '../n8n/modelStandIn';
import { fourBranches } from '../n8n/fourBranches';
import { useHome } from './useHome';
import { exampleFiles, readExample, withNode } from '../workflowFile';
import { jsonOf, NODE, outputsOf } from './execution';

const home = useHome();

async function finished(executionId: string) {
	return await eventually(
		() => home().client.execution(executionId),
		({ status }) => !['new', 'running', 'waiting'].includes(status),
	);
}

async function execute(workflow: ReturnType<typeof readExample>) {
	const id = await home().save(workflow);
	return await finished(await home().client.execute(id));
}

test.each(exampleFiles())('%s imports into n8n as it is', async (file) => {
	const id = await home().client.saveWorkflow(readExample(file));
	const { nodes, connections } = await home().client.workflow(id);
	const example = readExample(file);
	expect(nodes.map(({ name, type }) => ({ name, type }))).toEqual(
		example.nodes.map(({ name, type }) => ({ name, type })),
	);
	expect(connections).toEqual(example.connections);
});

test('submit an image and wait: the image arrives on Completed', async () => {
	const execution = await execute(readExample('submit-image-and-wait.json'));

	expect(execution.status).toBe('success');
	expect(outputsOf(execution, NODE).map((output) => output.length)).toEqual([1, 0, 0, 0]);
	expect(jsonOf(execution, NODE)).toMatchObject([
		{ status: 'COMPLETED', result: { image_url: expect.stringMatching(/^http/) } },
	]);
});

test('a batch: every branch has its message', async () => {
	const execution = await execute(fourBranches(8));

	expect(execution.status).toBe('success');
	const messages = (name: string) => jsonOf(execution, name).map(({ message }) => message);
	expect(messages('Message: Ready')).toEqual([
		expect.stringMatching(/^Ready: http.*png$/),
		expect.stringMatching(/^Ready: http.*png$/),
	]);
	expect(messages('Message: Failed')).toEqual([
		expect.stringMatching(/^Failed: \w.*\(request \w+\)$/),
	]);
	expect(messages('Message: Ask Support')).toEqual([expect.stringMatching(/support: \w{32}$/)]);
	expect(messages('Message: Still Running')).toEqual([expect.stringMatching(/later: \w{32}$/)]);
});

test('long videos: the job arrives although n8n is killed while the execution waits', async () => {
	const longerThanMemory = { parameters: { amount: 66, unit: 'seconds' } };
	const example = readExample('long-videos-that-survive-a-restart.json');
	const prompt = { parameters: { jsonBody: '{ "video": "[10s]" }' } };
	const changed = withNode(
		withNode(example, 'Wait Two Minutes', longerThanMemory),
		'Submit Video',
		prompt,
	);
	const executionId = await home().client.execute(await home().save(changed));
	const statusOf = async () => (await home().client.execution(executionId)).status;
	expect(await eventually(statusOf, (status) => status === 'waiting')).toBe('waiting');

	await home().restart();

	const execution = await finished(executionId);
	expect(execution.status).toBe('success');
	expect(jsonOf(execution, 'Video')).toEqual([{ video_url: expect.stringMatching(/mp4$/) }]);
});

describe('An AI agent is told the outcome of a job', () => {
	let model: Awaited<ReturnType<typeof startModelStandIn>>;

	beforeAll(async () => {
		model = await startModelStandIn();
	});

	afterAll(() => model.close());

	/** The example, asked by a trigger that needs no chat window. */
	async function ask(chatInput: string): Promise<string> {
		const openAiApi = await home().client.saveCredential('Stand-in', 'openAiApi', {
			apiKey: 'none',
			url: `${model.origin}/v1`,
			header: false,
		});
		const example = readExample('ai-agent.json');
		const text = { promptType: 'define', text: chatInput };
		const agent = withNode(example, 'AI Agent', { parameters: text });
		const asked = withNode(agent, 'When chat message received', {
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			webhookId: undefined,
		});
		const id = await home().save(asked, openAiApi);
		const execution = await finished(await home().client.execute(id));
		expect(execution.data.resultData.error).toBeUndefined();
		return String(jsonOf(execution, 'AI Agent')[0]?.output);
	}

	test.each(['COMPLETED', 'ERROR', 'UNKNOWN'])('%s', async (status) => {
		const requestId = home().bria.addJob({ status, afterMs: 500 });
		expect(await ask(`How is the request ${requestId}?`)).toContain(status);
	});

	test('that it has submitted itself', async () => {
		expect(await ask('Make a picture of a red fox [2s]')).toContain('COMPLETED');
	});
});
