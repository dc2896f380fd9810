import axios from 'axios';

import { type GoogleDrive, startGoogleDrive } from './googleDrive';
import { startObjectStorage } from './objectStorage';
import { type Slack, startSlack } from './slack';
import { startSlackWebhook } from './slackWebhook';

/** Any answer is returned, whatever its status. */
const http = axios.create({ validateStatus: () => true, maxRedirects: 0 });

test('what was put into the storage can be had, with its type', async () => {
	const storage = await startObjectStorage('pictures');
	const content = Buffer.from([0, 255, 1]);
	const headers = { 'Content-Type': 'image/png' };
	await axios.put(`${storage.credential.endpoint}/pictures/2026-11/a.png`, content, { headers });

	const got = await storage.get('2026-11/a.png');
	await storage.close();

	expect(got).toEqual({ content, contentType: 'image/png' });
});

test("the webhook takes what Slack takes, and refuses what Slack refuses, in Slack's words", async () => {
	const slack = await startSlackWebhook();
	const post = async (message: object) =>
		(await axios.post(slack.url, message, { validateStatus: () => true })).data;
	const image = { type: 'image', image_url: 'https://x.example/a.png', alt_text: 'a' };

	expect(await post({ text: 'hello', blocks: [image] })).toBe('ok');
	expect(await post({})).toBe('no_text');
	expect(await post({ text: 'x', blocks: [{ ...image, alt_text: '' }] })).toBe('invalid_blocks');
	expect(await post({ blocks: [{ type: 'section' }] })).toBe('invalid_blocks');
	await slack.close();

	expect(slack.messages).toEqual([{ text: 'hello', blocks: [image] }]);
});

describe('Slack', () => {
	let slack: Slack;

	beforeAll(async () => {
		slack = await startSlack();
	});
	afterAll(() => slack.close());

	async function call(method: string, fields: object, token = slack.token) {
		const headers = { Authorization: `Bearer ${token}` };
		return (await http.post(`${slack.origin}/api/${method}`, fields, { headers })).data;
	}

	it("refuses what Slack refuses, in Slack's words", async () => {
		const channel = '#general';

		expect(await call('chat.postMessage', { channel, text: 'hello' }, 'xoxb-other')).toEqual({
			ok: false,
			error: 'invalid_auth',
		});
		expect(await call('chat.postMessage', { channel: '#nowhere', text: 'hello' })).toMatchObject({
			error: 'channel_not_found',
		});
		expect(await call('chat.postMessage', { channel })).toMatchObject({ error: 'no_text' });
		expect(await call('files.completeUploadExternal', { files: [{ id: 'F1' }] })).toMatchObject({
			error: 'file_not_found',
		});
		expect(slack.messages).toEqual([]);
		expect(slack.refused).toEqual([
			'chat.postMessage: invalid_auth',
			'chat.postMessage: channel_not_found',
			'chat.postMessage: no_text',
			'files.completeUploadExternal: file_not_found',
		]);
	});

	it('does not take a file that is not as long as was said', async () => {
		const { file_id: id } = await call('files.getUploadURLExternal', {
			filename: 'a.png',
			length: 3,
		});

		const { status } = await http.post(`${slack.origin}/upload/v1/${id}`, Buffer.from('four'));

		expect(status).toBe(400);
		expect(await call('files.completeUploadExternal', { files: [{ id }] })).toMatchObject({
			ok: false,
		});
	});

	it('answers 501 to what it does not know', async () => {
		expect((await http.get(`${slack.origin}/api/admin.users.list`)).status).toBe(501);
	});
});

describe('Google Drive', () => {
	let drive: GoogleDrive;

	beforeAll(async () => {
		drive = await startGoogleDrive();
	});
	afterAll(() => drive.close());

	/** Signs in as a user does; returns the headers for Google's API. */
	async function signIn() {
		const { clientId, clientSecret } = drive.oAuth2Credential;
		const redirectUri = 'http://127.0.0.1/callback';
		const query = { client_id: clientId, redirect_uri: redirectUri, scope: 'drive', state: 's' };
		const back = await drive.agree(
			`https://accounts.google.com/o/oauth2/v2/auth?${new URLSearchParams(query)}`,
		);
		const grant = new URLSearchParams({
			grant_type: 'authorization_code',
			code: new URL(back).searchParams.get('code') ?? '',
			client_id: clientId,
			client_secret: clientSecret,
			redirect_uri: redirectUri,
		});
		const { data } = await http.post(`${drive.origin}/token`, grant);
		return { Authorization: `Bearer ${data.access_token}` };
	}

	async function begin(headers: Record<string, string>): Promise<string> {
		const url = `${drive.origin}/upload/drive/v3/files?uploadType=resumable`;
		const { headers: answer } = await http.post(url, { name: 'a.png' }, { headers });
		return String(answer.location).replace('https://www.googleapis.com', drive.origin);
	}

	it('answers 401 without a token, and with one that has expired', async () => {
		const files = `${drive.origin}/drive/v3/files`;
		const headers = await signIn();
		expect((await http.get(files, { headers })).status).toBe(200);

		drive.expireAccessTokens();

		expect((await http.get(files)).status).toBe(401);
		expect((await http.get(files, { headers })).status).toBe(401);
	});

	it('puts the pieces of an upload together, and refuses one that does not follow', async () => {
		const upload = await begin(await signIn());
		const piece = Buffer.alloc(256 * 1024, 1);
		const put = async (range: string, body: Buffer) =>
			(await http.put(upload, body, { headers: { 'Content-Range': `bytes ${range}` } })).status;

		expect(await put('0-262143/262145', piece)).toBe(308);
		expect(await put('262145-262145/262145', Buffer.from([2]))).toBe(400);
		expect(await put('262144-262144/262145', Buffer.from([2]))).toBe(200);
		expect(drive.files[0]?.content.equals(Buffer.concat([piece, Buffer.from([2])]))).toBe(true);
	});

	it('takes metadata and content in one body', async () => {
		const body = [
			'--b',
			'Content-Type: application/json',
			'',
			'{"name":"b.png"}',
			'--b',
			'Content-Type: image/png',
			'',
			'bytes',
			'--b--',
			'',
		].join('\r\n');
		const url = `${drive.origin}/upload/drive/v3/files?uploadType=multipart`;
		const headers = { ...(await signIn()), 'Content-Type': 'multipart/related; boundary=b' };

		expect((await http.post(url, body, { headers })).data).toMatchObject({ name: 'b.png' });
		expect(drive.files.at(-1)).toMatchObject({
			mimeType: 'image/png',
			content: Buffer.from('bytes'),
		});
	});
});
