import { CountedUser } from '../../n8n/countedUser';
import { startBria } from '../../standIns/bria';
import { eventually } from '../eventually';
import { useInternet } from '../useInternet';
import { useEditor } from './useEditor';

const { n8n, editor } = useEditor();
const internet = useInternet();

it('from the empty canvas to a picture: with nothing typed but the token and the request ID', async () => {
	const { bria, client } = n8n();
	await internet.add(await startBria(bria));
	await client.removeCredentials('briaApi');
	const user = new CountedUser(editor());

	await user.openEmptyCanvas();
	await user.addTrigger('Trigger manually');
	await user.addNode('bria', 'Bria Status', 'Wait until request is finished');
	await user.createCredential({ apiToken: bria.token });
	await user.click('Fixed', editor().parameterMode('request', 'fixed'));
	await user.fillParameter('request', bria.addJob({ status: 'COMPLETED' }));
	await user.click('Download Result', editor().get('parameter-input-downloadResult'));
	await user.executeStep();

	const picture = await user.viewFile();

	const width = () => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth);
	expect(await eventually(width, (seen) => seen > 0)).toBe(512);
	console.log([...user.steps, String(user)].join('\n'));
	expect(user.effort).toEqual({ clicks: 13, typedFields: 2, searches: 1 });
});
