import { withFailedCall } from '../../n8n/fourBranches';
import { NODE } from '../../n8n/workflows';
import { useEditor } from './useEditor';

const { n8n, editor } = useEditor();

const MESSAGE = 'Bria does not know the request "no-such-request"';

async function execute(onError: Parameters<typeof withFailedCall>[0]): Promise<void> {
	await editor().openWorkflow(await n8n().save(withFailedCall(onError)));
	await editor().start();
	await editor().finished();
}

async function expectOnOutput(output: number): Promise<void> {
	await editor().openNode(NODE);
	await editor().outputTab(output).click();
	await editor().outputTab(output).filter({ hasText: '1 item' }).waitFor();
	await editor().outputPanel.getByText(MESSAGE).first().waitFor();
}

it('Stop Workflow: the output panel says what happened, with the item, and what to do', async () => {
	await execute('stopWorkflow');

	await editor().openNode(NODE);
	expect(await editor().get('node-error-message').innerText()).toBe(`${MESSAGE} [item 1]`);
	expect(await editor().get('node-error-description').innerText()).toContain(
		"Check the 'Request' parameter and the credential, or submit the job again.",
	);
});

it('Continue: the failed call is on the branch Error', async () => {
	await execute('continueRegularOutput');

	await editor().itemsBetween(NODE, 'Message: Failed').filter({ hasText: '1 item' }).waitFor();
	await expectOnOutput(1);
});

it("Continue (using error output): the failed call is on n8n's own output", async () => {
	await execute('continueErrorOutput');

	await editor().itemsBetween(NODE, 'Message: Ready').filter({ hasText: 'items' }).waitFor();
	expect(await editor().itemsBetween(NODE, 'Message: Failed').innerText()).toBe('');
	await expectOnOutput(4);
});
