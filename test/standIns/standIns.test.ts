import axios from 'axios';

import { startObjectStorage } from './objectStorage';
import { startSlackWebhook } from './slackWebhook';

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
