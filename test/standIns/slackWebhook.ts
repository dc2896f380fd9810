import express from 'express';

import { listen } from '../simulator/loopbackServer';

/** A message as Slack's Block Kit describes it, as far as it is checked here. */
export interface SlackMessage {
	text?: string;
	blocks?: Array<{
		type: string;
		text?: { type: string; text: string };
		image_url?: string;
		alt_text?: string;
	}>;
}

/** A Slack channel on loopback that takes messages by its incoming webhook. */
export interface SlackWebhook {
	readonly url: string;
	/** In the order of arrival; those that Slack would refuse are not among them. */
	readonly messages: readonly SlackMessage[];
	close(): Promise<void>;
}

const LONGEST_TEXT = 3000;

function isValid(block: NonNullable<SlackMessage['blocks']>[number]): boolean {
	if (block.type === 'image') return Boolean(block.image_url && block.alt_text);
	const { type = '', text = '' } = block.text ?? {};
	const isText = ['mrkdwn', 'plain_text'].includes(type);
	return block.type === 'section' && isText && text.length > 0 && text.length <= LONGEST_TEXT;
}

/** Answers as https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks says. */
export async function startSlackWebhook(): Promise<SlackWebhook> {
	const messages: SlackMessage[] = [];
	const app = express();
	app.post('/services/T0/B0/secret', express.json(), (req, res) => {
		const message = (req.body ?? {}) as SlackMessage;
		res.type('text');
		if (!message.text && !message.blocks?.length) {
			res.status(400).send('no_text');
		} else if (!(message.blocks ?? []).every(isValid)) {
			res.status(400).send('invalid_blocks');
		} else {
			messages.push(message);
			res.send('ok');
		}
	});
	const { origin, close } = await listen(app);
	return { url: `${origin}/services/T0/B0/secret`, messages, close };
}
