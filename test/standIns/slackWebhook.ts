import express from 'express';

import { listen } from '../simulator/loopbackServer';
import { refusalOf, type SlackMessage } from './slackMessage';

/** A Slack channel on loopback that takes messages by its incoming webhook. */
export interface SlackWebhook {
	readonly url: string;
	/** In the order of arrival; those that Slack would refuse are not among them. */
	readonly messages: readonly SlackMessage[];
	close(): Promise<void>;
}

/** Answers as https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks says. */
export async function startSlackWebhook(): Promise<SlackWebhook> {
	const messages: SlackMessage[] = [];
	const app = express();
	app.post('/services/T0/B0/secret', express.json(), (req, res) => {
		const message = (req.body ?? {}) as SlackMessage;
		res.type('text');
		const refusal = refusalOf(message);
		if (!refusal) messages.push(message);
		res.status(refusal ? 400 : 200).send(refusal ?? 'ok');
	});
	const { origin, close } = await listen(app);
	return { url: `${origin}/services/T0/B0/secret`, messages, close };
}
