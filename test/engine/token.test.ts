import { faults } from '../simulator';
import { execute, start } from './briaStatus';
import { useSimulator } from './useSimulator';

const TOKEN = 'to/ken+1';
const bria = useSimulator({ token: TOKEN });

const asItem = (request_id: string) => ({ request_id });

/** Ways in which the token may be written into a text. */
const FORMS = [
	TOKEN,
	encodeURIComponent(TOKEN),
	TOKEN.replaceAll('/', '\\/'),
	TOKEN.replace('/', '\\u002f'),
	TOKEN.replace('/', '/\r\n'),
	Buffer.from(TOKEN).toString('base64'),
	Buffer.from(TOKEN).toString('base64').replace('2', '2\n'),
];
const quoted = `Your token ${FORMS.join(' and ')} is not good`;
const hidden = `Your token ${FORMS.map(() => '***').join(' and ')} is not good`;

describe('The API token', () => {
	it('goes along as the header api_token, and nowhere else', async () => {
		await execute(bria(), [asItem(bria().addJob())]);

		const [call] = bria().log;
		expect(call?.headers.api_token).toBe(TOKEN);
		const others = { ...call?.headers, api_token: undefined };
		for (const form of FORMS) expect(JSON.stringify([call?.path, others])).not.toContain(form);
	});

	it.each([301, 302, 303, 307, 308])(
		'is not sent on where the Base URL redirects (HTTP %i)',
		async (code) => {
			const id = bria().addJob();
			bria().fault(id, [faults.redirect(undefined, code)]);

			const { error } = await execute(bria(), [asItem(id)]);

			expect(error?.message).toContain(`on to another address (HTTP ${code})`);
			expect(bria().elsewhere.received).toEqual([]);
		},
	);

	it('is not sent on even to the same server', async () => {
		const id = bria().addJob();
		bria().fault(id, [faults.redirect('/v2/status/other')]);

		await execute(bria(), [asItem(id)]);

		expect(bria().log).toHaveLength(1);
	});

	it.each(['url', 'id'])('is not sent to a status URL elsewhere (mode %s)', async (mode) => {
		const value = `${bria().elsewhere.origin}/v2/status/r1`;
		const request = { __rl: true, mode, value };

		const { error } = await execute(bria(), [{}], { parameters: { request } });

		expect(error?.message).toMatch(/points to another server than the credential/);
		expect(bria().elsewhere.received).toEqual([]);
		expect(bria().log).toEqual([]);
	});
});

describe('A status URL that looks like the Base URL gets no token elsewhere', () => {
	const tricks: Array<[string, (good: string, other: string) => string]> = [
		['as a user name', (good, other) => `http://${good}@${other}/v2/status/r1`],
		['as a name and password', (good, other) => `http://${good}:${good}@${other}/v2/status/r1`],
		['behind a backslash', (good, other) => `http://${other}\\@${good}/v2/status/r1`],
		['behind a number sign', (good, other) => `http://${other}#@${good}/v2/status/r1`],
		['behind a question mark', (good, other) => `http://${other}?@${good}/v2/status/r1`],
		['in the path', (good, other) => `http://${other}/http://${good}/v2/status/r1`],
		['with tabs and line breaks', (_, other) => `ht\ttp\n://${other}/v2/status/r1`],
		[
			'as another spelling',
			(good) => `http://${good.replace('127.0.0.1', 'localhost')}/v2/status/r1`,
		],
		['with another scheme', (good) => `https://${good}/v2/status/r1`],
	];

	it.each(tricks)('%s', async (_name, trick) => {
		const [good, other] = [bria().origin, bria().elsewhere.origin].map((url) => new URL(url).host);
		const url = trick(String(good), String(other));

		const { error } = await execute(bria(), [asItem(url)]);

		expect(error?.message).toMatch(/points to another server|is not the status URL/);
		expect(bria().elsewhere.received).toEqual([]);
		expect(bria().log).toEqual([]);
	});

	it.each([
		(other: string) => `//${other}/v2/status/r1`,
		(other: string) => `http:/${other}/v2/status/r1`,
		(other: string) => `http:\\\\${other}\\v2\\status\\r1`,
		(other: string) => `@${other}/v2/status/r1`,
		() => '..%2f..%2faccount',
		() => '..\\..\\account',
	])('even where it is taken for an ID (%#)', async (trick) => {
		const id = trick(new URL(bria().elsewhere.origin).host);

		await execute(bria(), [asItem(id)], { parameters: { operation: 'get' } });

		expect(bria().elsewhere.received).toEqual([]);
		expect(bria().log.map(({ path }) => path)).toEqual([`/v2/status/${encodeURIComponent(id)}`]);
	});
});

describe('The API token is hidden where Bria quotes it', () => {
	/** All that the execution leaves behind, as n8n would store and show it. */
	async function leftBehind(settings: object): Promise<string> {
		const bodies = [
			{ status: 'PAUSED', [quoted]: quoted },
			{ status: quoted, result: [{ deep: quoted }] },
			{ status: 'COMPLETED', request_id: quoted },
			{ status: 'ERROR', error: { code: 1, message: quoted, details: quoted } },
		];
		const answered = bodies.map((body) => bria().addJob({ body }));
		const refused = [400, 403, 404, 422].map((code) => {
			const refusedId = bria().addJob();
			const body = { error: { code, message: quoted, details: quoted } };
			bria().fault(refusedId, [faults.status(code, { body })]);
			return refusedId;
		});
		const results = [];
		const parameters = { operation: 'get' };
		for (const id of [...answered, ...refused]) {
			results.push(await start(bria(), [asItem(id)], { settings, parameters }).result);
		}
		return JSON.stringify(results, (_key, value) =>
			value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value,
		);
	}

	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'])(
		'in items, errors and hints (On Error: %s)',
		async (onError) => {
			const text = await leftBehind({ onError });

			expect(text).toContain(hidden);
			for (const form of FORMS) expect(text).not.toContain(form);
		},
	);

	it('where its quotation is cut', async () => {
		for (const length of [190, 194, 197, 199, 200]) {
			const id = bria().addJob();
			const error = { message: `${'x'.repeat(length)}${TOKEN}` };
			bria().fault(id, [faults.status(404, { body: { error } })]);

			const { error: shown } = await execute(bria(), [asItem(id)], {
				parameters: { operation: 'get' },
			});

			expect(shown?.description).toMatch(/Bria says: x+[*]*…?$/);
		}
	});

	it('in the answer to a bad token', async () => {
		const body = { detail: quoted };
		bria().fault('*', [faults.status(401, { body })]);

		const { error } = await execute(bria(), [asItem(bria().addJob())]);

		expect(error?.description).toContain(`Bria says: ${hidden}`);
	});
});

describe('The API token in the place of a request', () => {
	it.each([
		() => TOKEN,
		() => `${bria().elsewhere.origin}/v2/status/r1?api_token=${encodeURIComponent(TOKEN)}`,
		() => `${'x'.repeat(195)}${TOKEN}`,
		() => `${bria().elsewhere.origin}/${'x'.repeat(170)}${TOKEN}`,
	])('is not sent, and not shown (%#)', async (request) => {
		const settings = { onError: 'continueRegularOutput' as const };

		const { outputs } = await execute(bria(), [asItem(request())], { settings });

		expect(outputs[1]?.[0]?.json).toMatchObject({
			request_id: null,
			error: {
				message: "The 'Request' parameter holds the API token",
				details: expect.stringMatching(/^It takes the request_id or the status_url/),
			},
		});
		expect(JSON.stringify(outputs)).not.toContain('to/k');
		expect(bria().log).toEqual([]);
	});

	it('does no harm in the query of a status URL', async () => {
		const id = bria().addJob();

		const { outputs } = await execute(bria(), [asItem(`${bria().statusUrl(id)}?token=${TOKEN}`)]);

		expect(outputs[0]?.[0]?.json.request_id).toBe(id);
		expect(bria().log.map(({ path }) => path)).toEqual([`/v2/status/${id}`]);
	});
});
