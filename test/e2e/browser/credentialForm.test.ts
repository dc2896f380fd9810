import { fourBranches } from '../../n8n/fourBranches';
import { NODE } from '../../n8n/workflows';
import { useEditor } from './useEditor';

const { n8n, editor } = useEditor();

beforeEach(async () => {
	const { client, bria } = n8n();
	// As the test before has found it.
	const data = { apiToken: bria.token, baseUrl: bria.baseUrl, requestsPerMinute: 1000 };
	await client.saveCredential('Bria', 'briaApi', data);
	await editor().openWorkflow(await n8n().save(fourBranches(5)));
	await editor().openNode(NODE);
	await editor().openCredential();
});

it('hides the token that is typed', async () => {
	const field = editor().credentialField('apiToken');
	await field.fill('a-secret');

	expect(await field.getAttribute('type')).toBe('password');
});

it('says that a good token is accepted', async () => {
	await editor().credentialField('apiToken').fill(n8n().bria.token);
	await editor().saveCredential();

	await editor().credentialIsGood.waitFor();
});

it('says that a bad token is not accepted', async () => {
	await editor().credentialField('apiToken').fill('a-bad-token');
	await editor().saveCredential();

	await editor().openTestDetails();
	await editor().credentialForm.getByText('Bria does not accept this API token').waitFor();
});

it('says that nobody answers at the address', async () => {
	await editor().credentialField('apiToken').fill(n8n().bria.token);
	await editor().credentialField('baseUrl').fill('http://127.0.0.1:9/v2');
	await editor().saveCredential();

	await editor().openTestDetails();
	const reason = editor().credentialForm.getByText(/refused|ECONNREFUSED/i);
	await reason.first().waitFor();
});

it('says what is wrong with a field', async () => {
	await editor().credentialField('apiToken').fill('Bearer a-token');
	await editor().saveCredential();

	await editor().openTestDetails();
	await editor()
		.credentialForm.getByText(/begins with "Bearer".*without "Bearer"/)
		.waitFor();
});
