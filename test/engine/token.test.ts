import { faults } from '../simulator';
import { execute, start } from './briaStatus';
import { useSimulator } from './useSimulator';

const TOKEN = 'to/ken+1';
const bria = useSimulator({ token: TOKEN });

const asItem = (request_id: string) => ({ request_id });

/** Every way in which the token may be written into a text. */
const FORMS = [TOKEN, encodeURIComponent(TOKEN), Buffer.from(TOKEN).toString('base64')];
const quoted = `Your token ${FORMS.join(' and ')} is not good`;

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
		for (const id of [...answered, ...refused]) {
			results.push(await start(bria(), [asItem(id)], { settings }).result);
		}
		return JSON.stringify(results, (_key, value) =>
			value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value,
		);
	}

	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'])(
		'in items, errors and hints (On Error: %s)',
		async (onError) => {
			const text = await leftBehind({ onError });

			expect(text).toContain('Your token *** and *** and *** is not good');
			for (const form of FORMS) expect(text).not.toContain(form);
		},
	);

	it('in the answer to a bad token', async () => {
		const body = { detail: quoted };
		bria().fault('*', [faults.status(401, { body })]);

		const { error } = await execute(bria(), [asItem(bria().addJob())]);

		expect(error?.description).toContain('Bria says: Your token *** and *** and *** is not good');
	});
});
