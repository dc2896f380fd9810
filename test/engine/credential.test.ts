import { faults } from '../simulator';
import { testCredential } from './credentialTest';
import { useSimulator } from './useSimulator';

const bria = useSimulator();

const good = () => ({ apiToken: bria().token, baseUrl: bria().baseUrl, requestsPerMinute: 60 });

describe('The test of the credential', () => {
	it('is passed by a good token, at the cost of one request', async () => {
		expect(await testCredential(good())).toEqual({ status: 'OK' });
		expect(bria().log.map(({ method, path, statusCode }) => [method, path, statusCode])).toEqual([
			['GET', '/v2/status/00000000-0000-0000-0000-000000000000', 404],
		]);
		expect(bria().log[0]?.headers.api_token).toBe(bria().token);
	});

	it('tells a bad token', async () => {
		expect(await testCredential({ ...good(), apiToken: 'a-bad-token' })).toEqual({
			status: 'Error',
			message: 'Bria does not accept this API token',
		});
	});

	it.each([
		[403, 'This API token may not ask for the status of requests'],
		[429, 'Your Bria plan has no requests left in this minute. Try again in a minute.'],
	])('says what HTTP %i means', async (code, message) => {
		bria().fault('*', [code]);
		expect(await testCredential(good())).toEqual({ status: 'Error', message });
	});

	it.each([500, 502, 503, 504])('is not passed by HTTP %i', async (code) => {
		bria().fault('*', [code]);
		expect((await testCredential(good())).status).toBe('Error');
	});

	it('is not passed by an address that does not answer', async () => {
		const { status, message } = await testCredential({
			...good(),
			baseUrl: 'http://127.0.0.1:1/v2',
		});
		expect(status).toBe('Error');
		expect(message).toMatch(/refused|connect/i);
	});

	it('is not passed by an address that breaks the connection', async () => {
		bria().fault('*', [faults.broken()]);
		expect((await testCredential(good())).status).toBe('Error');
	});

	it.each([301, 302, 303, 307, 308])(
		'is not passed by an address that redirects (HTTP %i), which gets no token',
		async (code) => {
			bria().fault('*', [faults.redirect(undefined, code)]);
			expect((await testCredential(good())).status).toBe('Error');
			expect(bria().elsewhere.received).toEqual([]);
		},
	);

	it('is not passed by an address that is no web address', async () => {
		const { status } = await testCredential({ ...good(), baseUrl: 'engine' });
		expect(status).toBe('Error');
	});
});
