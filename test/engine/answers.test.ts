import type { IDataObject } from 'n8n-workflow';

import { type Fault, faults } from '../simulator';
import { execute, shown } from './briaStatus';
import { useFastTime } from './fastTime';
import { useSimulator } from './useSimulator';

const COMPLETED = 0;
const ERROR = 1;
const UNKNOWN = 2;
const IN_PROGRESS = 3;

const CONTINUE = { settings: { onError: 'continueRegularOutput' } } as const;
const PAGE = '<!doctype html><html><body><h1>Access denied</h1></body></html>';

useFastTime();
const bria = useSimulator();

const asItem = (request_id: string) => ({ request_id });

/** The only fault of a request that is completed otherwise. */
function withFault(...list: Fault[]) {
	const id = bria().addJob();
	bria().fault(id, list);
	return id;
}

describe('A body without a status is read as the SDKs of Bria read it', () => {
	const bodies: Array<[number, IDataObject]> = [
		[ERROR, { error: { message: 'Pipeline exploded' } }],
		[COMPLETED, { result: { seed: 1 } }],
		[UNKNOWN, { request_id: 'r1' }],
	];

	it.each(bodies)('and leaves by output %i as it came: %j', async (output, body) => {
		const id = withFault(faults.status(200, { body }));

		const { outputs } = await execute(bria(), [asItem(id)]);

		expect(outputs[output]?.[0]?.json).toMatchObject({ request_id: id, ...body });
		expect(outputs[output]?.[0]?.json).not.toHaveProperty('status');
		expect(bria().callsFor(id)).toHaveLength(1);
	});

	it('and waited for where it has a status URL', async () => {
		const body = { status_url: 'https://engine.prod.bria-api.com/v2/status/r1' };
		const id = withFault(faults.status(200, { body }));

		const waited = await execute(bria(), [asItem(id)]);
		expect(waited.outputs[COMPLETED]).toHaveLength(1);

		bria().fault(id, [faults.status(200, { body })]);
		const asked = await execute(bria(), [asItem(id)], { parameters: { operation: 'get' } });
		expect(asked.outputs[IN_PROGRESS]?.[0]?.json).toMatchObject({ request_id: id, ...body });
	});
});

it('FAILED leaves by Error', async () => {
	const id = withFault(faults.status(200, { body: { status: 'FAILED' } }));

	const { outputs } = await execute(bria(), [asItem(id)]);

	expect(outputs[ERROR]?.[0]?.json).toMatchObject({ request_id: id, status: 'FAILED' });
});

it.each([200, 404])('NOT_FOUND with HTTP %i is a request that Bria does not know', async (code) => {
	const notFound = faults.status(code, { body: { status: 'NOT_FOUND' } });
	const id = withFault(notFound, notFound, notFound);

	const { error } = await execute(bria(), [asItem(id)]);

	expect(error?.message).toBe(`Bria does not know the request "${id}" [item 0]`);
});

describe('A number beyond 2^53 keeps its digits', () => {
	it('in what Bria answers, behind a byte-order mark', async () => {
		const body =
			'\uFEFF{"status": "COMPLETED", "request_id": 12345678901234567891, "result": {"seed": 9007199254740993, "x": 0.5}}';
		const id = withFault(faults.status(200, { body, headers: { 'Content-Type': 'text/plain' } }));

		const { outputs } = await execute(bria(), [asItem(id)]);

		expect(outputs[COMPLETED]?.[0]?.json).toMatchObject({
			request_id: '12345678901234567891',
			result: { seed: '9007199254740993', x: 0.5 },
		});
	});
});

describe('What is not in the form of the answers of Bria is no verdict of Bria', () => {
	const foreign: Array<[string, Fault]> = [
		['a page with 403', faults.status(403, { body: PAGE })],
		['a page with 401', faults.status(401, { body: PAGE })],
		['a page with 404', faults.status(404, { body: PAGE })],
		['a page with 407', faults.status(407, { body: PAGE })],
		['JSON with 403', faults.status(403, { body: { message: 'Forbidden' } })],
		['JSON with 400', faults.status(400, { body: { ok: false } })],
		['nothing with 401', faults.status(401, { body: '' })],
		['a problem document with 403', problem(403)],
		['a problem document with 404', problem(404)],
		['other JSON with 200', faults.status(200, { body: { ok: false, reason: 'login' } })],
	];

	function problem(status: number) {
		const title = status === 404 ? 'Not Found' : 'Forbidden';
		return faults.status(status, {
			body: { type: 'about:blank', title, status, detail: 'Blocked by a policy' },
			headers: { Server: 'gateway' },
		});
	}

	it.each(foreign)('and passes: %s', async (_, fault) => {
		const ids = [withFault(fault), bria().addJob({ afterMs: 3_000 })];

		const { outputs, hints } = await execute(bria(), ids.map(asItem));

		expect(outputs.map(({ length }) => length)).toEqual([2, 0, 0, 0]);
		expect(hints).toEqual([]);
	});

	it('and, where it stays, is told as what it is, with its name', async () => {
		const fault = faults.status(403, { body: PAGE, headers: { Server: 'cloudflare' } });
		const id = withFault(...Array<Fault>(6).fill(fault));

		const { outputs } = await execute(bria(), [asItem(id)], CONTINUE);

		expect(outputs[ERROR]?.[0]?.json.error).toEqual({
			code: 403,
			message: `A firewall or proxy seems to have answered in Bria's place for the request "${id}" (HTTP 403 from cloudflare)`,
			details: expect.stringMatching(/runs your network .*Base URL.*execute the workflow again/),
		});
	});
});

describe('The node before has failed', () => {
	const errors: Array<[string, unknown, { message: string; code?: unknown; details?: string }]> = [
		['as a text', 'Authorization failed', { message: 'Authorization failed' }],
		[
			'as n8n has it',
			{ message: 'Authorization failed', description: 'Check it', httpCode: '401' },
			{ message: 'Authorization failed', details: 'Check it', code: '401' },
		],
		[
			'as Bria has it',
			{ code: 402, message: 'No credit', details: 'Top up' },
			{ code: 402, message: 'No credit', details: 'Top up' },
		],
		['in other words', { reason: 'Quota' }, { message: 'Quota' }],
	];

	it.each(errors)('and its error is passed on: %s', async (_, error, expected) => {
		const items = [{ error } as IDataObject, asItem(bria().addJob())];

		const { outputs } = await execute(bria(), items, CONTINUE);

		expect(outputs.map(({ length }) => length)).toEqual([1, 1, 0, 0]);
		expect(outputs[ERROR]?.[0]?.json.error).toMatchObject(expected);
	});

	it.each<[string, IDataObject, { message: string; code?: unknown }]>([
		['as a mark and a message', { error: true, message: 'No credit' }, { message: 'No credit' }],
		['as Bria refuses a token', { detail: 'unauthorized' }, { message: 'unauthorized' }],
		['as several', { errors: [{ message: 'One' }, { message: 'Two' }] }, { message: 'One. Two' }],
		[
			'as an answer of Bria with its HTTP status',
			{ statusCode: 422, body: { error: { code: 422, message: 'Prompt refused' } } },
			{ message: 'Prompt refused' },
		],
		['as a page with its HTTP status', { statusCode: 502, body: 'Down' }, { message: 'Down' }],
	])('and what it says is passed on: %s', async (_, item, expected) => {
		const { outputs } = await execute(bria(), [item], CONTINUE);

		expect(outputs[ERROR]?.[0]?.json.error).toMatchObject(expected);
	});

	it.each<[string, IDataObject]>([
		['says that all is well', { statusCode: 200, body: { message: 'fine' }, error: null }],
		['has fields with such names', { name: 'fox', detail: 'red', errors: [], message: 'Hello' }],
	])('has not failed where it %s: then the request ID is missing', async (_, item) => {
		const { outputs } = await execute(bria(), [item], CONTINUE);

		expect(outputs[ERROR]?.[0]?.json.message).toBe('The item has no request ID');
	});

	it('and its error stops the workflow', async () => {
		const { error } = await execute(bria(), [{ error: 'Authorization failed' }]);

		expect(error?.message).toBe('Authorization failed [item 0]');
		expect(shown(error).description).toMatch(/node before/);
	});

	it('but named a request all the same, which is asked for', async () => {
		const item = { error: 'Quota is nearly used up', ...asItem(bria().addJob()) };

		const { outputs } = await execute(bria(), [item]);

		expect(outputs[COMPLETED]).toHaveLength(1);
	});

	it('and named a request that is no job: its error is passed on, not that Bria does not know it', async () => {
		const item = { error: { code: 422, message: 'Prompt refused' }, ...asItem('refused-1') };

		const { outputs } = await execute(bria(), [item], CONTINUE);

		expect(outputs[ERROR]?.[0]?.json).toMatchObject({
			request_id: 'refused-1',
			message: 'Prompt refused',
			error: { code: 422, message: 'Prompt refused' },
		});
	});

	it.each([{ message: 'Bria could not be asked' }, { status: 'ERROR' }])(
		'in asking for the request, not in submitting it: then what Bria says now is told: %j',
		async (beside) => {
			const error = { code: 'timeout', message: 'Bria could not be asked', details: '' };
			const item = { ...beside, error, ...asItem('r0') };

			const { outputs } = await execute(bria(), [item], CONTINUE);

			expect(outputs[ERROR]?.[0]?.json.message).toBe('Bria does not know the request "r0"');
		},
	);

	it('with a whole page of words, of which a message has the beginning', async () => {
		const { outputs } = await execute(bria(), [{ error: 'x'.repeat(50_000) }], CONTINUE);

		expect(String(outputs[ERROR]?.[0]?.json.message).length).toBeLessThan(1_000);
	});

	it('and quotes the API token, which is not passed on', async () => {
		const { outputs } = await execute(bria(), [{ error: `bad ${bria().token}` }], CONTINUE);

		expect(outputs[ERROR]?.[0]?.json.error).toMatchObject({ message: 'bad ***' });
	});
});

it('What Bria has not answered when Max Wait is over leaves as that, not as a plan that is used up', async () => {
	const id = withFault(faults.hang());

	const { outputs, hints } = await execute(bria(), [asItem(id)], {
		parameters: { maxWaitSeconds: 2 },
	});

	expect(outputs[IN_PROGRESS]?.[0]?.json).toEqual({
		request_id: id,
		message: `Bria gave no answer about the request "${id}" before Max Wait was over`,
	});
	expect(hints.map(({ message }) => message)).toEqual([
		expect.stringMatching(/^1 request left by In Progress without an answer/),
	]);
});

it.each([{ a: 1 }, 'y'.repeat(5_000)])(
	'The message of an item names the request that was asked for, whatever Bria calls it',
	async (request_id) => {
		const id = withFault(faults.status(200, { body: { status: 'UNKNOWN', request_id } }));

		const { outputs } = await execute(bria(), [asItem(id)]);

		expect(outputs[UNKNOWN]?.[0]?.json.message).toContain(`the request "${id}" ended`);
		expect(String(outputs[UNKNOWN]?.[0]?.json.message).length).toBeLessThan(200);
	},
);

it('A prompt in Request is told before Bria is asked', async () => {
	const { error } = await execute(bria(), [asItem('A red fox in the snow')]);

	expect(error?.message).toBe(
		'"A red fox in the snow" is not a request ID: it has spaces [item 0]',
	);
	expect(shown(error).description).toMatch(/takes no prompt.* Place a node that submits the job/);
	expect(bria().log).toEqual([]);
});

it('A long text is cut between characters: databases and chats refuse half of one', async () => {
	const prompt = `a ${'x'.repeat(197)}🦊 in the snow`;

	const { error } = await execute(bria(), [asItem(prompt)]);

	expect(error?.message).toContain('x…" is not a request ID');
	expect(Buffer.from(String(error?.message)).toString()).toBe(error?.message);
});

it('A status URL may end with a slash', async () => {
	const url = `${bria().statusUrl(bria().addJob())}/`;

	expect((await execute(bria(), [asItem(url)])).outputs[COMPLETED]).toHaveLength(1);
});

describe('A Base URL', () => {
	it.each(['', '/', '/v2/', ' /v2?x=1'])(
		'without /v2, or with more than that around it, is understood: %j',
		async (end) => {
			const baseUrl = `${bria().origin}${end.trim()}`;

			const { outputs } = await execute(bria(), [asItem(bria().addJob())], {
				credential: { baseUrl },
			});

			expect(outputs[COMPLETED]).toHaveLength(1);
		},
	);

	it.each(['/v2/image/generate', '/v2/status', '/v1', '/v1/'])(
		'that leads elsewhere is told: %s',
		async (path) => {
			const { error } = await execute(bria(), [asItem(bria().addJob())], {
				credential: { baseUrl: `${bria().origin}${path}` },
			});

			expect(error?.message).toBe('The Base URL does not end with /v2');
			expect(shown(error).description).toMatch(/Bria API credential/);
			expect(bria().log).toEqual([]);
		},
	);
});
