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
	const { status, message } = await test({ baseUrl: 'http://127.0.0.1:1/v2' });

	expect(status).toBe('Error');
	expect(message).toMatch(/connect|refused|unreachable/i);
});

it.each([
	[{ apiToken: 'Bearer abc' }, 'The API Token begins with "Bearer"'],
	[{ apiToken: '"abc"' }, 'The API Token is in quotation marks'],
	[{ apiToken: 'abc\ndef' }, 'The API Token holds spaces, line breaks or special characters'],
	[{ baseUrl: 'engine.prod.bria-api.com/v2' }, 'The Base URL is not a web address'],
	[{ baseUrl: 'http://engine.prod.bria-api.com/v2' }, 'would send the API token unencrypted'],
	[{ baseUrl: 'https://engine.prod.bria-api.com/v1' }, 'The Base URL does not end with /v2'],
])('says what is wrong with a field, and asks nobody: %j', async (changes, message) => {
	const asked = n8n().bria.log.length;

	expect(await test(changes)).toEqual({
		status: 'Error',
		message: expect.stringContaining(message),
	});
	expect(n8n().bria.log).toHaveLength(asked);
});

it("understands the Base URL that Bria's SDKs take", async () => {
	expect(await test({ baseUrl: n8n().bria.baseUrl.replace(/\/v2$/, '/') })).toMatchObject({
		status: 'OK',
	});
});
