import { CountedUser } from '../../n8n/countedUser';
import { makeFirstPicture } from '../../n8n/firstPicture';
import { NODE } from '../../n8n/workflows';
import { startBria } from '../../standIns/bria';
import { startSlack } from '../../standIns/slack';
import { eventually } from '../eventually';
import { useInternet } from '../useInternet';
import { useStorage } from '../useStorage';
import { useEditor } from './useEditor';

const { n8n, editor } = useEditor();
const internet = useInternet();
const startStorage = useStorage();

function print(user: CountedUser): void {
	console.log([...user.steps, String(user)].join('\n'));
}

beforeAll(async () => void (await internet.add(await startBria(n8n().bria))));

beforeEach(async () => {
	for (const type of ['briaApi', 's3', 'slackApi']) await n8n().client.removeCredentials(type);
});

it('from the empty canvas to the picture: at most 25 clicks, and nothing typed but token and prompt', async () => {
	const user = new CountedUser(editor());

	await makeFirstPicture(user, n8n().bria.token, 'A red fox in fresh snow [2s]');
	await user.execute();
	await user.openNode(NODE);
	const picture = await user.viewFile();

	const width = () => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth);
	expect(await eventually(width, (seen) => seen > 0)).toBe(512);
	print(user);
	expect(user.effort.clicks).toBeLessThanOrEqual(25);
	expect(user.effort.typedFields).toBe(2);
});

it('with storage and Slack after it, for every branch: at most 60 clicks and 12 typed fields', async () => {
	const slack = await internet.add(await startSlack());
	const storage = await startStorage('pictures');
	const { endpoint, accessKeyId, secretAccessKey } = storage.credential;
	const s3 = { endpoint, accessKeyId, secretAccessKey } as Record<string, string>;
	const user = new CountedUser(editor());

	await makeFirstPicture(user, n8n().bria.token, 'A red fox in fresh snow [2s]');
	await user.addNodeAfter([NODE, 0], 's3', 'S3', 'Upload a file');
	await user.createCredential(s3, ['forcePathStyle']);
	await user.fillParameter('bucketName', 'pictures');
	await user.closeNode();
	await user.addNodeAfter([NODE, 0], 'slack', 'Slack', 'Upload a file');
	await user.createCredential({ accessToken: slack.token });
	await user.addOption('Channel Name or ID');
	await user.chooseParameter('channelId', 'pictures');
	await user.closeNode();
	await user.addNodeAfter([NODE, 1], 'slack', 'Slack', 'Send a message');
	await user.chooseParameter('select', 'Channel');
	await user.chooseFromList('channelId', 'pictures');
	await user.fillParameter('text', 'No picture: {{ $json.message }}');
	await user.closeNode();
	await user.connect([NODE, 2], 'Send a message');
	await user.connect([NODE, 3], 'Send a message');
	await user.execute();

	print(user);
	const { clicks, typedFields } = user.effort;
	expect(slack.files.map(({ channel }) => channel)).toEqual(['C0987654321']);
	const [file] = slack.files;
	const { content } = await storage.get(String(file?.name));
	expect(content.equals(file?.content ?? Buffer.alloc(0))).toBe(true);
	for (const ending of ['error', 'unknown']) {
		await user.openNode('Generate image');
		await user.fillParameter('prompt', `A wolf [${ending}]`);
		await user.closeNode();
		await user.execute();
	}
	expect(slack.messages.map(({ text }) => text)).toEqual([
		expect.stringMatching(/^No picture: Bria could not finish the request/),
		expect.stringMatching(/^No picture: Bria does not know how the request/),
	]);
	expect(slack.refused).toEqual([]);
	expect(clicks).toBeLessThanOrEqual(60);
	expect(typedFields).toBeLessThanOrEqual(12);
});
