import { faults } from '../simulator';
import { execute } from './briaStatus';
import { testCredential } from './credentialTest';
import { credentials } from './package';
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
		[
			403,
			'This API token may not ask for the status of requests, or a firewall or proxy blocks it',
		],
		[
			407,
			"A proxy between n8n and the internet wants a user name and a password. Ask n8n's administrator.",
		],
		[429, 'Your Bria plan has no requests left in this minute. Try again in a minute.'],
	])('says what HTTP %i means', async (code, message) => {
		bria().fault('*', [code]);
		expect(await testCredential(good())).toEqual({ status: 'Error', message });
	});

	it.each([201, 202, 300, 400, 402, 405, 407, 410, 422, 451, 500, 501, 502, 503, 504, 522])(
		'is not passed by HTTP %i, whatever the JSON says',
		async (code) => {
			for (const body of [undefined, { message: 'no' }, { error: { message: 'no' } }]) {
				bria().fault('*', [faults.status(code, { body })]);
				expect((await testCredential(good())).status).toBe('Error');
			}
		},
	);

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

	const PAGE = '<!doctype html><html><body>Welcome</body></html>';

	it.each([
		['a page', PAGE, 404],
		['a page, begun late', `\r\n ${PAGE}`, 404],
		['a page with HTTP 200', PAGE, 200],
	])('is not passed by another web site: %s', async (_name, body, code) => {
		bria().fault('*', [faults.status(code, { body })]);
		expect(await testCredential(good())).toEqual({
			status: 'Error',
			message: 'This address does not answer as Bria does. Check the Base URL.',
		});
	});

	it('is not passed by an address that finds a request which nobody has', async () => {
		bria().fault('*', [faults.status(200, { body: {} })]);
		expect((await testCredential(good())).message).toMatch(/does not answer as Bria does/);
	});

	it.each([
		{ status: 'NOT_FOUND' },
		{ error: { code: 404 }, request_id: 'e1' },
		{ detail: 'gone' },
	])('is passed by the JSON in which Bria says that nobody has the request: %j', async (body) => {
		bria().fault('*', [faults.status(404, { body })]);
		expect(await testCredential(good())).toEqual({ status: 'OK' });
	});

	it.each([
		'Not Found',
		'',
		{ detail: 'Not Found' },
		{ message: 'Not Found' },
		{ error: 'Not Found', status: 404 },
		{ statusCode: 404, message: 'Cannot GET /status' },
		{ ok: false },
	])("is not passed by another's 404: %j", async (body) => {
		bria().fault('*', [faults.status(404, { body })]);
		expect((await testCredential(good())).message).toMatch(/does not answer as Bria does/);
	});

	it.each([
		['apiToken', 'Bearer 0123abcd', /begins with "Bearer".*without "Bearer"/],
		['apiToken', '"0123abcd"', /quotation marks/],
		['apiToken', '0123 abcd', /spaces/],
		['apiToken', '', /is empty/],
		['baseUrl', 'engine.prod.bria-api.com/v2', /not a web address.* https:\/\//],
		['baseUrl', 'ftp://engine.prod.bria-api.com/v2', /not a web address.* https:\/\//],
		['baseUrl', '', /not a web address/],
		['baseUrl', 'https://me:pw@engine.prod.bria-api.com/v2', /not a web address/],
		['baseUrl', 'http://engine.prod.bria-api.com/v2', /unencrypted/],
		['baseUrl', '{origin}/v2/image/generate', /does not end with \/v2.*behind \/v2/],
		['baseUrl', '{origin}/image/generate', /does not end with \/v2.*behind \/v2/],
		['baseUrl', '{origin}/status/', /does not end with \/v2.*behind \/v2/],
		['baseUrl', '{origin}/v1', /does not end with \/v2/],
	])('says of a %s what the run says, and asks nobody: %j', async (field, text, says) => {
		const value = text.replace('{origin}', bria().origin);
		const { status, message } = await testCredential({ ...good(), [field]: value });
		expect([status, message]).toEqual(['Error', expect.stringMatching(says)]);

		const { error } = await execute(bria(), [{ request_id: bria().addJob() }], {
			credential: { [field]: value },
		});
		expect(message).toBe(`${error?.message}. ${error?.description}`);
		expect(bria().log).toEqual([]);
	});

	it.each(['', '/', '/v2', '/v2/', '//', '/v2?x=1', '/v2#x', '/V2'])(
		'is passed by a Base URL that the run understands: its origin and %j',
		async (end) => {
			const baseUrl = ` ${bria().origin}${end} `;
			expect(await testCredential({ ...good(), baseUrl })).toEqual({ status: 'OK' });

			const { outputs } = await execute(bria(), [{ request_id: bria().addJob() }], {
				credential: { baseUrl },
			});
			expect(outputs[0]).toHaveLength(1);
		},
	);

	it.each(['0x7f.1', '0.0.0.0', '[::ffff:127.0.0.1]', 'me@127.0.0.1'])(
		'sends no token by plain HTTP to another machine than this one, or what looks like one: %s',
		async (host) => {
			const baseUrl = bria().baseUrl.replace('127.0.0.1', host);
			expect((await testCredential({ ...good(), baseUrl })).status).toBe('Error');
			expect(bria().log).toEqual([]);
		},
	);

	it('is passed by plain HTTP on this machine, by its name', async () => {
		const baseUrl = bria().baseUrl.replace('127.0.0.1', 'localhost');
		expect(await testCredential({ ...good(), baseUrl })).toEqual({ status: 'OK' });
	});

	it('shows the figures of the plans in the form', () => {
		const limit = credentials[0]?.properties.find(({ name }) => name === 'requestsPerMinute');
		expect(limit?.hint).toMatch(/Free 10.*Pay-as-you-go 60.*Enterprise 1000/);
	});

	it('adds no header that a token with a line break holds', async () => {
		const apiToken = `${bria().token}\r\nx-admin: 1`;
		const { status, message } = await testCredential({ ...good(), apiToken });
		expect(status).toBe('Error');
		expect(message).not.toContain(bria().token);
		for (const { headers } of bria().log) expect(headers).not.toHaveProperty('x-admin');
	});

	it('is not passed by an address that is no web address', async () => {
		const { status } = await testCredential({ ...good(), baseUrl: 'engine' });
		expect(status).toBe('Error');
	});
});
