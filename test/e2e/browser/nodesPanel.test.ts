import { NODE } from '../../n8n/workflows';
import { useEditor } from './useEditor';

const { editor } = useEditor();

/** n8n's own entry for the trigger of a node, among the triggers of that node. */
const TRIGGER = 'On new Bria event';

const WORDS_FOR_BRIA = [
	...['bria', 'bria.ai', 'fibo', 'picture', 'photo', 'video', 'image to video'],
	...['generate image', 'image generation', 'text to image', 'edit image'],
	...['remove background', 'replace background', 'upscale', 'product shot'],
];
const WORDS_FOR_BRIA_STATUS = ['bria', 'bria status', 'image status', 'video status', 'poll'];

beforeEach(async () => {
	await editor().openEmptyCanvas();
	await editor().get('canvas-add-button').click();
});

/** Searches, with nothing left of what was found before. */
async function search(words: string): Promise<void> {
	const field = editor().get('node-creator-search-bar');
	await field.fill('no node is called so');
	await editor().get('node-creator-no-results').waitFor();
	await field.fill(words);
}

it('finds the nodes by the words that people use', async () => {
	for (const words of WORDS_FOR_BRIA) {
		await search(words);
		await editor().foundNode('Bria').waitFor();
	}
	for (const words of WORDS_FOR_BRIA_STATUS) {
		await search(words);
		await editor().foundNode(NODE).waitFor();
	}
});

it('offers Bria Trigger where a workflow begins', async () => {
	await search('bria');
	await editor().foundNode('Bria').click();
	await editor().foundNode(TRIGGER).click();

	await editor().get('ndv').getByText('Production URL').first().waitFor();
});
