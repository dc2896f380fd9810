import { fourBranches } from '../../n8n/fourBranches';
import { NODE } from '../../n8n/workflows';
import { useEditor } from './useEditor';

const { n8n, editor } = useEditor();

it.each(['bria', 'image status', 'poll'])('finds Bria Status by "%s"', async (words) => {
	await editor().openWorkflow(await n8n().save(fourBranches(5)));

	await editor().searchNodes(words);

	await editor().foundNode(NODE).waitFor();
});
