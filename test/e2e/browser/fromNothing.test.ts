import { CountedUser } from '../../n8n/countedUser';
import { BRIA } from '../../n8n/workflows';
import { useInternet } from '../useInternet';
import { useEditor } from './useEditor';

const { n8n, editor } = useEditor();
const internet = useInternet();

it('from the empty canvas to a status: with nothing typed but the token and the request ID', async () => {
	const { bria, client } = n8n();
	await internet.add({ hosts: [new URL(BRIA).host], origin: bria.origin, close: async () => {} });
	await client.removeCredentials('briaApi');
	const user = new CountedUser(editor());

	await user.openEmptyCanvas();
	await user.addTrigger('Trigger manually');
	await user.addNode('bria', 'Bria Status', 'Wait until request is finished');
	await user.createCredential({ apiToken: bria.token });
	await user.click('Fixed', editor().parameterMode('request', 'fixed'));
	await user.fillParameter('request', bria.addJob({ status: 'COMPLETED' }));
	await user.executeStep();

	await editor().outputPanel.getByText('COMPLETED', { exact: true }).first().waitFor();
	console.log([...user.steps, String(user)].join('\n'));
	expect(user.effort).toEqual({ clicks: 10, typedFields: 2, searches: 1 });
});
