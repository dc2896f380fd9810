import type { CountedUser } from './countedUser';
import { NODE } from './workflows';

/** What the README's "Your first picture in 8 steps" says, from its second step to its seventh. */
export async function makeFirstPicture(
	user: CountedUser,
	apiToken: string,
	prompt: string,
): Promise<void> {
	const { editor } = user;
	await user.openEmptyCanvas();
	await user.addTrigger('Trigger manually');
	await user.addNode('generate image', 'Bria', 'Generate image');
	await user.createCredential({ apiToken });
	await user.fillParameter('prompt', prompt);
	await user.closeNode();
	await user.addNode('bria status', NODE, 'Wait until request is finished');
	await user.click('Download Result', editor.get('parameter-input-downloadResult'));
	await user.closeNode();
}
