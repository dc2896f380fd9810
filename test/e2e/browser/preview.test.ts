import { fourBranches } from '../../n8n/fourBranches';
import { NODE } from '../../n8n/workflows';
import { withNode } from '../../workflowFile';
import { eventually } from '../eventually';
import { useEditor } from './useEditor';

const { n8n, editor } = useEditor();

it('shows the image that was downloaded', async () => {
	const workflow = withNode(fourBranches(5), NODE, { parameters: { downloadResult: true } });
	await editor().openWorkflow(await n8n().save(workflow));
	await editor().start();
	await editor().finished();

	await editor().openNode(NODE);
	const image = await editor().viewFile();

	const width = () => image.evaluate((one) => (one as HTMLImageElement).naturalWidth);
	expect(await eventually(width, (seen) => seen > 0)).toBe(512);
});
