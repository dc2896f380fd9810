import type { INode } from 'n8n-workflow';

import { startGoogleDrive } from '../standIns/googleDrive';
import { startSlack } from '../standIns/slack';
import type { WorkflowFile } from '../workflowFile';
import { useInternet } from './useInternet';
import { useN8n } from './useN8n';
import { useStorage } from './useStorage';

const n8n = useN8n();
const internet = useInternet();
const startStorage = useStorage();

const TRIGGER = 'When clicking ‘Execute workflow’';
const PICTURE = Buffer.alloc(3_000_000, 'picture');

function node(name: string, type: string, typeVersion: number, parameters: object): INode {
	return { id: name, name, type, typeVersion, parameters: { ...parameters }, position: [0, 0] };
}

/** A file, handed to some nodes side by side. */
function withFile(...nodes: INode[]): WorkflowFile {
	const json = { picture: PICTURE.toString('base64') };
	const fields = node('Picture', 'n8n-nodes-base.set', 3.4, {
		mode: 'raw',
		jsonOutput: JSON.stringify(json),
	});
	const file = node('File', 'n8n-nodes-base.convertToFile', 1.1, {
		operation: 'toBinary',
		sourceProperty: 'picture',
		options: { fileName: 'fox.png', mimeType: 'image/png' },
	});
	const to = (...names: string[]) => ({
		main: [names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))],
	});
	return {
		name: 'A file for services',
		nodes: [node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}), fields, file, ...nodes],
		connections: {
			[TRIGGER]: to('Picture'),
			Picture: to('File'),
			File: to(...nodes.map(({ name }) => name)),
		},
	};
}

it("n8n's own Slack node posts a message and uploads a file", async () => {
	const slack = await internet.add(await startSlack());
	const { client } = n8n();
	const slackApi = await client.saveCredential('Slack', 'slackApi', { accessToken: slack.token });
	const channelId = { __rl: true, mode: 'name', value: '#pictures' };
	const message = {
		...node('Message', 'n8n-nodes-base.slack', 2.3, {
			select: 'channel',
			channelId,
			text: 'Your picture is ready',
			otherOptions: { includeLinkToWorkflow: false },
		}),
		credentials: { slackApi },
	};
	const upload = {
		...node('Upload', 'n8n-nodes-base.slack', 2.3, {
			resource: 'file',
			options: { channelId: 'C0987654321', initialComment: 'A fox' },
		}),
		credentials: { slackApi },
	};

	const execution = await n8n().execute(withFile(message, upload));

	expect(slack.refused).toEqual([]);
	expect(execution.status).toBe('success');
	expect(slack.messages).toEqual([
		expect.objectContaining({ channel: 'C0987654321', text: 'Your picture is ready' }),
	]);
	expect(slack.files).toEqual([
		expect.objectContaining({ name: 'fox.png', channel: 'C0987654321', comment: 'A fox' }),
	]);
	expect(slack.files[0]?.content.equals(PICTURE)).toBe(true);
});

it("n8n's own Google Drive node uploads a file, whichever way it signs in", async () => {
	const drive = await internet.add(await startGoogleDrive());
	const { client } = n8n();
	const oAuth2 = await client.saveCredential(
		'Drive (OAuth2)',
		'googleDriveOAuth2Api',
		drive.oAuth2Credential,
	);
	await client.connectOAuth2(oAuth2.id, (url) => drive.agree(url));
	drive.expireAccessTokens();
	const serviceAccount = await client.saveCredential(
		'Drive (service account)',
		'googleApi',
		drive.serviceAccountCredential,
	);
	const upload = {
		name: 'fox.png',
		driveId: { __rl: true, mode: 'list', value: 'My Drive' },
		folderId: { __rl: true, mode: 'list', value: 'root' },
		options: {},
	};
	const byUser = {
		...node('By User', 'n8n-nodes-base.googleDrive', 3, { ...upload, authentication: 'oAuth2' }),
		credentials: { googleDriveOAuth2Api: oAuth2 },
	};
	const byService = {
		...node('By Service', 'n8n-nodes-base.googleDrive', 3, {
			...upload,
			authentication: 'serviceAccount',
			folderId: { __rl: true, mode: 'id', value: drive.folders[0]?.id },
		}),
		credentials: { googleApi: serviceAccount },
	};

	const execution = await n8n().execute(withFile(byUser, byService));

	expect(execution.status).toBe('success');
	expect(drive.files.map(({ name, mimeType, parents }) => ({ name, mimeType, parents }))).toEqual([
		{ name: 'fox.png', mimeType: 'image/png', parents: ['root'] },
		{ name: 'fox.png', mimeType: 'image/png', parents: [drive.folders[0]?.id] },
	]);
	for (const { content } of drive.files) expect(content.equals(PICTURE)).toBe(true);
});

it("n8n's own S3 node uploads a file", async () => {
	const storage = await startStorage('pictures');
	const { client, execute } = n8n();
	const s3 = await client.saveCredential('Storage', 's3', storage.credential);
	const upload = {
		...node('Upload', 'n8n-nodes-base.s3', 1, {
			operation: 'upload',
			bucketName: 'pictures',
			fileName: 'fox.png',
		}),
		credentials: { s3 },
	};

	const execution = await execute(withFile(upload));
	const object = await storage.get('fox.png');

	expect(execution.status).toBe('success');
	expect(object.content.equals(PICTURE)).toBe(true);
});
