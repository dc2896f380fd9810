import { readExample, type WorkflowFile, withNode } from '../workflowFile';
import { NODE } from './workflows';

/** A channel of the Slack that stands in: see `startSlack`. */
const CHANNEL = 'C0987654321';

/** What people write into the form, so that each leaves another way. */
export const PROMPTS = {
	ready: 'A fox [1s]',
	failed: 'A wolf [error] [1s]',
	broken: 'A bear [unknown] [1s]',
	unfinished: 'A hare [never]',
	refused: 'A lynx [moderated]',
};

/**
 * An example that begins with a form, as it is after the form was sent with each of the prompts.
 *
 * @param file of the example
 */
export function submittedForm(file: string): WorkflowFile {
	const json = Object.values(PROMPTS).map((Prompt) => ({ json: { Prompt } }));
	const slow = withNode(readExample(file), NODE, { parameters: { maxWaitSeconds: 10 } });
	const post = slow.nodes.find(({ name }) => name === 'Post the Picture');
	const options = { ...(post?.parameters.options as object), channelId: CHANNEL };
	const posted = withNode(slow, 'Post the Picture', { parameters: { options } });
	return { ...posted, pinData: { 'Prompt Form': json } };
}
