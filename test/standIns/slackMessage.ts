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

const LONGEST_TEXT = 3000;

function isValid(block: NonNullable<SlackMessage['blocks']>[number]): boolean {
	if (block.type === 'image') return Boolean(block.image_url && block.alt_text);
	const { type = '', text = '' } = block.text ?? {};
	const isText = ['mrkdwn', 'plain_text'].includes(type);
	return block.type === 'section' && isText && text.length > 0 && text.length <= LONGEST_TEXT;
}

/** Why Slack would refuse a message, in its own words; nothing where it would not. */
export function refusalOf({ text, blocks = [] }: SlackMessage): string | undefined {
	if (!text && blocks.length === 0) return 'no_text';
	return blocks.every(isValid) ? undefined : 'invalid_blocks';
}
