import { freePort } from '../n8n/port';
import { useN8n } from './useN8n';

const n8n = useN8n();

async function test(changes: object) {
	const { client, bria } = n8n();
	const data = { apiToken: bria.token, baseUrl: bria.baseUrl, requestsPerMinute: 60, ...changes };
	return await client.testCredential('briaApi', data);
}

it('says OK for a good token', async () => {
	expect(await test({})).toMatchObject({ status: 'OK' });
});

it('says why for a bad token', async () => {
	expect(await test({ apiToken: 'bad' })).toEqual({
		status: 'Error',
		message: 'Bria does not accept this API token',
	});
});

it('says why for an address that does not answer', async () => {
	const baseUrl = `http://127.0.0.1:${await freePort()}/v2`;

	const { status, message } = await test({ baseUrl });

	expect(status).toBe('Error');
	expect(message).toMatch(/connect|refused|unreachable/i);
});
