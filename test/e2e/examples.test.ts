import { randomUUID } from 'node:crypto';

import type { INode } from 'n8n-workflow';

import { fourBranches } from '../n8n/fourBranches';
import { startModelStandIn } from '../n8n/modelStandIn';
import { PROMPTS, submittedForm } from '../n8n/submittedForm';
import type { LoopbackServer } from '../simulator/loopbackServer';
import { smallPicture } from '../simulator/picture';
import { startGoogleDrive } from '../standIns/googleDrive';
import { startSlack } from '../standIns/slack';
import { exampleFiles, readExample } from '../workflowFile';
import { jsonOf, outputsOf } from './execution';
import { useInternet } from './useInternet';
import { useN8n } from './useN8n';
import { useStorage } from './useStorage';

const n8n = useN8n();
const internet = useInternet();
const startStorage = useStorage();

it.each(exampleFiles())('%s imports into n8n as it is', async (file) => {
	const example = readExample(file);
	const { client } = n8n();

	const { nodes, connections } = await client.workflow(await client.saveWorkflow(example));

	const looks = ({ name, type }: INode) => ({ name, type });
	expect(nodes.map(looks)).toEqual(example.nodes.map(looks));
	expect(connections).toEqual(example.connections);
});

it('a batch with a message for each branch: each branch gets its items', async () => {
	const execution = await n8n().execute(fourBranches(10));

	expect(execution.status).toBe('success');
	expect(outputsOf(execution, 'Bria Status').map(({ length }) => length)).toEqual([2, 1, 1, 1]);
	const messages = ['Ready', 'Failed', 'Ask Support', 'Still Running'].flatMap((name) =>
		outputsOf(execution, `Message: ${name}`)[0]?.map(({ json }) => String(json.message)),
	);
	expect(messages).toEqual([
		expect.stringMatching(/^Ready: A red fox in the snow.*, http.*\.png$/),
		expect.stringMatching(/^Ready: A red fox at sunset.*, http.*\.png$/),
		expect.stringMatching(/^Failed: A lighthouse at dusk.*\. \w+/),
		expect.stringMatching(/^Broken: A cup of tea.*\. \w+/),
		expect.stringMatching(/^Not finished: A paper boat on a lake.*\. \w+/),
	]);
});

it('the first picture: it is there as a file, with no parameter touched', async () => {
	const execution = await n8n().execute(readExample('first-picture.json'));

	expect(execution.status).toBe('success');
	const [item] = outputsOf(execution, 'Picture')[0] ?? [];
	expect(item?.json.status).toBe('COMPLETED');
	expect(item?.binary?.data).toMatchObject({ mimeType: 'image/png' });
});

it('submit with the HTTP Request node: the image is ready', async () => {
	const execution = await n8n().execute(readExample('submit-with-http-request.json'));

	expect(execution.status).toBe('success');
	expect(outputsOf(execution, 'Image Is Ready')[0]?.map(({ json }) => json.status)).toEqual([
		'COMPLETED',
	]);
});

describe('from a form to storage and Slack', () => {
	async function joinSlack() {
		const slack = await internet.add(await startSlack());
		const { client, credentials } = n8n();
		const data = { accessToken: slack.token };
		credentials.slackApi = await client.saveCredential('Slack', 'slackApi', data);
		return slack;
	}

	/** One picture, and a message that names the prompt for each that has none. */
	function expectTold(slack: Awaited<ReturnType<typeof startSlack>>): void {
		expect(slack.refused).toEqual([]);
		expect(slack.files.map(({ comment }) => comment)).toEqual([
			`Your picture is ready: ${PROMPTS.ready}`,
		]);
		expect(slack.files[0]?.content.equals(smallPicture())).toBe(true);
		const texts = slack.messages.map(({ text }) => String(text));
		const { failed, broken, unfinished, refused } = PROMPTS;
		for (const prompt of [failed, broken, unfinished, refused]) {
			const told = texts.filter((text) => text.startsWith(`No picture of "${prompt}": `));
			expect(told).toHaveLength(1);
			expect(told[0]).not.toMatch(/undefined|\[object/);
		}
		expect(texts).toHaveLength(4);
	}

	it('S3: the picture is in the bucket and in the channel, byte for byte', async () => {
		const slack = await joinSlack();
		const storage = await startStorage('bria-results');
		const { client, credentials, execute } = n8n();
		credentials.s3 = await client.saveCredential('Storage', 's3', storage.credential);

		const execution = await execute(submittedForm('form-to-s3-and-slack.json'));

		expect(execution.status).toBe('success');
		const [item] = outputsOf(execution, 'Bria Status')[0] ?? [];
		const object = await storage.get(`${item?.json.request_id}.png`);
		expect(object.contentType).toBe('image/png');
		expect(object.content.equals(smallPicture())).toBe(true);
		expectTold(slack);
	});

	it('Google Drive: the picture is in the folder and in the channel, byte for byte', async () => {
		const slack = await joinSlack();
		const drive = await internet.add(await startGoogleDrive());
		const { client, credentials, execute } = n8n();
		const type = 'googleDriveOAuth2Api';
		const saved = await client.saveCredential('Drive', type, drive.oAuth2Credential);
		await client.connectOAuth2(saved.id, (url) => drive.agree(url));
		credentials[type] = saved;

		const execution = await execute(submittedForm('form-to-google-drive-and-slack.json'));

		expect(execution.status).toBe('success');
		expect(drive.files.map(({ mimeType, parents }) => ({ mimeType, parents }))).toEqual([
			{ mimeType: 'image/png', parents: ['root'] },
		]);
		expect(drive.files[0]?.content.equals(smallPicture())).toBe(true);
		expectTold(slack);
	});
});

it('remove the background of stored pictures: each comes back to storage, with nothing set', async () => {
	const originals = await startStorage('bria-originals', 'bria-results');
	for (const name of ['fox.png', 'wolf.png'])
		await originals.put('bria-originals', name, smallPicture());
	const { client, credentials, execute, bria } = n8n();
	credentials.s3 = await client.saveCredential('Storage', 's3', originals.credential);

	const execution = await execute(readExample('remove-background-of-stored-pictures.json'));

	expect(execution.status).toBe('success');
	expect(outputsOf(execution, 'What Went Wrong')).toEqual([]);
	expect(bria.submissions.slice(-2).map(({ endpoint, body }) => [endpoint, body])).toEqual(
		Array(2).fill(['/image/edit/remove_background', { image: smallPicture().toString('base64') }]),
	);
	for (const name of ['fox.png', 'wolf.png']) {
		expect((await originals.get(name, 'bria-results')).content.equals(smallPicture())).toBe(true);
	}
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
