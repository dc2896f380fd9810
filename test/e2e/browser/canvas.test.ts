import { setTimeout as pause } from 'node:timers/promises';

import { fourBranches } from '../../n8n/fourBranches';
import { type WorkflowFile, withNode } from '../../workflowFile';
import { eventually } from '../eventually';
import { NODE } from '../../n8n/workflows';
import { useEditor } from './useEditor';

const { n8n, editor } = useEditor();

async function open(workflow: WorkflowFile): Promise<string> {
	const id = await n8n().save(workflow);
	await editor().openWorkflow(id);
	return id;
}

it('each branch shows its item count, and the output panel its data', async () => {
	await open(fourBranches(10));
	await editor().start();
	await editor().finished();

	const counts = () =>
		Promise.all(
			['Ready', 'Failed', 'Ask Support', 'Still Running'].map((name) =>
				editor().itemsBetween(NODE, `Message: ${name}`).innerText(),
			),
		);
	const expected = ['2 items', '1 item', '1 item', '1 item'];
	expect(await eventually(counts, (seen) => String(seen) === String(expected))).toEqual(expected);

	await editor().openNode(NODE);
	for (const [tab, status] of ['COMPLETED', 'ERROR', 'UNKNOWN', 'IN_PROGRESS'].entries()) {
		await editor().outputTab(tab).click();
		await editor().outputPanel.getByText(status, { exact: true }).first().waitFor();
	}
});

it('Stop ends the wait as cancelled, and Bria is asked nothing more', async () => {
	const id = await open(fourBranches(600));
	const { bria, client } = n8n();
	const before = bria.statusCalls.length;
	await editor().start();
	await eventually(
		() => bria.statusCalls.length,
		(calls) => calls > before,
	);

	await editor().stop();
	await editor().finished();

	const [execution] = await eventually(
		() => client.executions(id),
		([last]) => last?.status === 'canceled',
	);
	expect(execution?.status).toBe('canceled');
	const asked = bria.statusCalls.length;
	const longerThanBetweenTwoCalls = 4_000;
	await pause(longerThanBetweenTwoCalls);
	expect(bria.statusCalls.length).toBe(asked);
});

it('put after a node that submits, it works with no parameter touched', async () => {
	const prompt = ['A fox [1s]', 'A cup of tea [error] [1s]'];
	const batch = withNode(fourBranches(5), 'Prompts', {
		parameters: { jsonOutput: JSON.stringify({ prompt }) },
	});
	const submitted = batch.nodes.findIndex(({ name }) => name === 'Generate Image');
	const connections = { ...batch.connections };
	delete connections['Generate Image'];
	delete connections[NODE];
	await open({
		name: 'Bria Status is put after it',
		nodes: batch.nodes.slice(0, submitted + 1),
		connections,
	});

	await editor().node('Generate Image').click();
	await editor().searchNodes('bria');
	await editor().foundNode(NODE).click();
	await editor().page.getByText('Wait until request is finished').click();
	await editor().closeNode();
	await editor().start();
	await editor().finished();

	await editor().openNode(NODE);
	for (const tab of [0, 1]) {
		await editor().outputTab(tab).filter({ hasText: '1 item' }).waitFor();
	}
	await editor().outputPanel.getByText('COMPLETED', { exact: true }).first().waitFor();
});
