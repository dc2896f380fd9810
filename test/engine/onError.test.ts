import { setTimeout as pause } from 'node:timers/promises';

import type { OnError } from 'n8n-workflow';

import type { Fault, Simulator } from '../simulator';
import { faults } from '../simulator';
import { execute, itemsOf, type Setup, shown } from './briaStatus';
import { useFastTime } from './fastTime';
import { useSimulator } from './useSimulator';

useFastTime();
const bria = useSimulator();

const ERROR = 1;
const N8N_ERROR = 4;

const CONTINUE = { settings: { onError: 'continueRegularOutput' } } as const;
const ERROR_OUTPUT = { settings: { onError: 'continueErrorOutput' } } as const;

const asItem = (request_id: string) => ({ request_id });

interface FailedCall {
	prepare: (bria: Simulator, id: string) => void;
	code: number | string;
	message: string;
	details: RegExp;
	/** How often Bria is asked before the call counts as failed. */
	asks?: number;
}

const always = (fault: Fault) => (bria: Simulator, id: string) =>
	bria.fault(id, Array<Fault>(6).fill(fault));

const CREDENTIAL = /^Check the API Token in the Bria API credential .* execute the workflow again/;

/** `{id}` stands for the request ID. */
const failedCalls: Record<string, FailedCall> = {
	'a request that Bria does not know (404)': {
		prepare: always(404),
		code: 404,
		message: 'Bria does not know the request "{id}"',
		details: /^It may have expired.* submit the job again/,
		asks: 3,
	},
	'a request that Bria refuses to look up (400)': {
		prepare: always(400),
		code: 400,
		message: 'Bria refused to look up the request "{id}" (HTTP 400)',
		details: /^Check the 'Request' parameter.* Bria says: HTTP 400/,
	},
	'a token that is not accepted (401)': {
		prepare: (bria) => (bria.token = 'another token'),
		code: 401,
		message: 'Bria does not accept the API token',
		details: CREDENTIAL,
	},
	'a token that may not ask (403)': {
		prepare: always(403),
		code: 403,
		message: 'Bria does not allow this API token to ask for the status',
		details: CREDENTIAL,
	},
	'an address that redirects': {
		prepare: always(faults.redirect()),
		code: 302,
		message: 'The Base URL sent the request "{id}" on to another address (HTTP 302)',
		details: /Check the Base URL in the Bria API credential/,
	},
	'answers that stay broken (503)': {
		prepare: always(503),
		code: 503,
		message: 'Bria gave no usable answer for the request "{id}"',
		details: /^The last of several tries: HTTP 503\. .* execute the workflow again later/,
		asks: 6,
	},
};

describe.each(Object.entries(failedCalls))(
	'%s',
	(_, { prepare, code, message, details, asks = 1 }) => {
		const token = 'test-token';
		const setup = (settings = {}) => ({ credential: { apiToken: token }, ...settings });
		const failing = () => {
			const id = bria().addJob({ afterMs: Infinity });
			prepare(bria(), id);
			return { id, words: message.replace('{id}', id) };
		};

		afterEach(() => expect(bria().statusCalls).toHaveLength(asks));

		it('stops the workflow with one error that names the item and how to get going', async () => {
			const { id, words } = failing();

			const { error, status } = await execute(bria(), [asItem(id)], setup());

			expect(status).toBe('error');
			expect(error?.name).toBe('NodeApiError');
			expect(shown(error)).toEqual({
				message: `${words} [item 0]`,
				description: expect.stringMatching(details),
			});
			expect(error?.context).toMatchObject({ itemIndex: 0 });
		});

		it('leaves by Error with Continue', async () => {
			const { id, words } = failing();

			const { outputs, status } = await execute(bria(), [asItem(id)], setup(CONTINUE));

			expect(status).toBe('success');
			const error = { code, message: words, details: expect.stringMatching(details) };
			const item = { json: { request_id: id, message: words, error }, pairedItem: { item: 0 } };
			expect(outputs).toEqual([[], [item], [], []]);
		});

		it("leaves by n8n's own error output, with its input fields, with Continue (using error output)", async () => {
			const { id, words } = failing();
			const input = { title: 'A fox', ...asItem(id) };

			const { outputs, status } = await execute(bria(), [input], setup(ERROR_OUTPUT));

			expect(status).toBe('success');
			const error = { code, message: words, details: expect.stringMatching(details) };
			const item = { json: { ...input, message: words, error }, pairedItem: { item: 0 } };
			expect(outputs).toEqual([[], [], [], [], [item]]);
		});
	},
);

describe('What Bria says about a refusal', () => {
	it.each([
		['in two fields', { error: { message: 'Gone', details: 'Since May' } }, 'Gone. Since May'],
		['in one field', { error: { message: 'Gone', details: '' } }, 'Gone'],
		['as a text', { error: 'Gone' }, 'Gone'],
		['as detail', { detail: 'Gone' }, 'Gone'],
		['as message', { message: 'Gone' }, 'Gone'],
	])('is passed on: %s', async (_, body, words) => {
		const id = bria().addJob();
		bria().fault(id, [faults.status(404, { body })]);

		const { error } = await execute(bria(), [asItem(id)], { parameters: { operation: 'get' } });

		expect(error?.description).toMatch(/submit the job again\. Bria says: /);
		expect(error?.description?.split('Bria says: ')[1]).toBe(words);
	});

	it.each([{}, { error: { code: 404 } }, { detail: [] }, ['Gone']])(
		'is not mentioned where it is nothing: %j',
		async (body) => {
			const id = bria().addJob();
			bria().fault(id, [faults.status(404, { body })]);

			const { error } = await execute(bria(), [asItem(id)], { parameters: { operation: 'get' } });

			expect(error?.description).toMatch(/submit the job again\.$/);
		},
	);
});

describe('A limit that leaves no room', () => {
	it('is told by Get Status with what to set in the credential', async () => {
		const id = bria().addJob();
		always(429)(bria(), id);

		const { outputs } = await execute(bria(), [asItem(id)], {
			...CONTINUE,
			parameters: { operation: 'get' },
		});

		expect(outputs[ERROR]?.[0]?.json).toEqual({
			request_id: id,
			message: `Bria's limit left no room to ask for the request "${id}"`,
			error: {
				code: 429,
				message: `Bria's limit left no room to ask for the request "${id}"`,
				details: expect.stringMatching(/^Set 'Requests per Minute' in the Bria API credential/),
			},
		});
	});

	it('names in each item the request of that item', async () => {
		always(429)(bria(), '*');
		const ids = ['r1', 'r2', 'r3'];

		const { outputs } = await execute(bria(), ids.map(asItem), {
			...CONTINUE,
			parameters: { operation: 'get' },
		});

		const messages = ids.map((id) => `Bria's limit left no room to ask for the request "${id}"`);
		expect(outputs[ERROR]?.map(({ json }) => json.message)).toEqual(messages);
	});
});

describe('A setting that cannot work is no reason for an item to leave by Completed', () => {
	const broken: Array<[string, Setup, string, RegExp]> = [
		['a credential that is missing', { settings: { credentials: {} } }, 'Node does not', /^Check/],
		['a token', { credential: { apiToken: '' } }, 'The API Token is empty', /^Paste/],
		['a base URL', { credential: { baseUrl: 'bria' } }, 'The Base URL is not', /^Set 'Base URL'/],
		['a limit', { credential: { requestsPerMinute: 0 } }, 'Requests per Minute', /^Set 'Requests/],
		['an operation', { parameters: { operation: 'none' } }, "'Operation' is", /^Choose one/],
		['a time', { parameters: { maxWaitSeconds: 0 } }, "'Max Wait (Seconds)' is", /^Set it/],
	];

	it.each(broken)('%s', async (_, { settings, ...setup }, begin, advice) => {
		const items = [{ title: 'A fox', ...asItem(bria().addJob()) }, asItem(bria().addJob())];
		const error = {
			code: 'invalid_setting',
			message: expect.stringMatching(`^${begin.replace(/[()]/g, '.')}`),
			details: expect.stringMatching(advice),
		};
		const run = async (onError: OnError) =>
			(await execute(bria(), items, { ...setup, settings: { ...settings, onError } })).outputs.map(
				(output) => output.map(({ json }) => json),
			);

		const { message } = error;
		const failed = items.map(({ request_id }) => ({ request_id, message, error }));
		expect(await run('continueRegularOutput')).toEqual([[], failed, [], []]);
		const withInput = items.map((item) => ({ ...item, message, error }));
		expect(await run('continueErrorOutput')).toEqual([[], [], [], [], withInput]);
		expect(bria().log).toEqual([]);
	});

	it('though it is a status URL that names the request', async () => {
		const url = bria().statusUrl(bria().addJob({ requestId: 'r1' }));
		const idWith = async (setup: Setup) => {
			const { outputs } = await execute(bria(), [asItem(url)], { ...setup, ...CONTINUE });
			return outputs[ERROR]?.map(({ json }) => json.request_id);
		};

		expect(await idWith({ parameters: { maxWaitSeconds: 0 } })).toEqual(['r1']);
		expect(await idWith({ credential: { baseUrl: 'bria' } })).toEqual([null]);
	});
});

describe('What went wrong reads the same, {{ $json.error.message }} and {{ $json.message }}, for a job and for a call', () => {
	const message = 'Processing failed';

	it.each([
		['Continue', CONTINUE, ERROR],
		['Continue (using error output)', ERROR_OUTPUT, N8N_ERROR],
	])('with %s', async (_, setup, ofCalls) => {
		const job = bria().addJob({ status: 'ERROR' });

		const { outputs } = await execute(bria(), [asItem(job), asItem('r0')], setup);

		const messages = (output: number) =>
			outputs[output]?.map(({ json }) => (json.error as { message: string }).message);
		const call = 'Bria does not know the request "r0"';
		expect(messages(ERROR)).toEqual(ofCalls === ERROR ? [message, call] : [message]);
		expect(messages(ofCalls)).toContain(call);
	});
});

describe('Where nothing is completed, a hint says how many failed and where they are', () => {
	const failing = () => [asItem('r0'), asItem(bria().addJob({ status: 'ERROR' }))];
	const hintsOf = async (items: Array<{ request_id: string }>, setup: Setup) =>
		(await execute(bria(), items, setup)).hints.map(({ message }) => message);

	it('with Continue', async () => {
		expect(await hintsOf(failing(), CONTINUE)).toEqual([
			"Nothing is completed: 2 items of 2 failed. See the field 'message' of 2 items on the branch Error.",
		]);
	});

	it('with Continue (using error output)', async () => {
		expect(await hintsOf(failing(), ERROR_OUTPUT)).toEqual([
			"Nothing is completed: 2 items of 2 failed. See the field 'message' of 1 item on the branch Error and 1 item on the last branch, n8n's own Error.",
		]);
	});

	it('also for a setting that cannot work', async () => {
		const setup = { ...CONTINUE, parameters: { maxWaitSeconds: 0 } };

		expect(await hintsOf(failing(), setup)).toEqual([expect.stringMatching(/2 items of 2 failed/)]);
	});

	it('and not where one is', async () => {
		expect(await hintsOf([...failing(), asItem(bria().addJob())], CONTINUE)).toEqual([]);
	});
});

describe('A mixed batch', () => {
	const batch = () => [
		asItem(bria().addJob()),
		asItem('unknown'),
		asItem(bria().addJob({ status: 'ERROR' })),
		{ request_id: null },
		asItem(bria().addJob({ status: 'UNKNOWN' })),
		asItem(bria().addJob({ afterMs: Infinity })),
		asItem('unknown'),
		asItem(bria().addJob()),
	];
	const asksOnce = { parameters: { operation: 'get' } };

	it('loses nothing with Continue', async () => {
		const { outputs } = await execute(bria(), batch(), { ...asksOnce, ...CONTINUE });
		expect(outputs.map(itemsOf)).toEqual([[0, 7], [1, 2, 3, 6], [4], [5]]);
	});

	it('loses nothing with Continue (using error output)', async () => {
		const { outputs } = await execute(bria(), batch(), { ...asksOnce, ...ERROR_OUTPUT });
		expect(outputs.map(itemsOf)).toEqual([[0, 7], [2], [4], [5], [1, 3, 6]]);
	});

	it('stops at the first item whose call failed', async () => {
		const items = batch().filter(({ request_id }) => request_id !== null);
		const { error } = await execute(bria(), items, asksOnce);
		expect(error?.message).toBe('Bria does not know the request "unknown" [item 1]');
	});
});

describe('With On Error: Stop', () => {
	it('a call that failed ends the run at once, though others are unfinished', async () => {
		const unfinished = bria().addJob({ afterMs: Infinity });
		bria().fault('refused', [400]);

		const { error } = await execute(bria(), [asItem(unfinished), asItem('refused')]);

		expect(error?.message).toBe(
			'Bria refused to look up the request "refused" (HTTP 400) [item 1]',
		);
		expect(bria().log.length).toBeLessThan(4);
	});
});

describe('A bad token', () => {
	const thirty = () => Array.from({ length: 30 }, () => asItem(bria().addJob()));
	const A_HANDFUL = 6;

	/** As over the internet: the first answer is on its way while the next requests may leave. */
	const late401: Fault = async ({ res }) => {
		await pause(50);
		if (!res.destroyed) res.status(401).json({ detail: 'unauthorized' });
	};

	it.each(['get', 'wait'])(
		'ends a run of 30 items on %s with a handful of requests',
		async (operation) => {
			bria().fault('*', Array<Fault>(30).fill(late401));

			const { error, outputs } = await execute(bria(), thirty(), { parameters: { operation } });

			expect(error?.message).toBe('Bria does not accept the API token [item 0]');
			expect(outputs.flat()).toEqual([]);
			expect(bria().log.length).toBeLessThanOrEqual(A_HANDFUL);
		},
	);

	it('is told on every item with Continue', async () => {
		const bad = { credential: { apiToken: 'a-bad-token' } };

		const { outputs } = await execute(bria(), thirty(), { ...bad, ...CONTINUE });

		expect(itemsOf(outputs[ERROR])).toHaveLength(30);
	});

	it('that is revoked in the middle leaves what was finished before as it is', async () => {
		const first = bria().addJob();
		const second = bria().addJob({ afterMs: Infinity });
		bria().fault(second, [faults.status(200, { body: { status: 'IN_PROGRESS' } }), 401]);

		const { outputs } = await execute(bria(), [asItem(first), asItem(second)], CONTINUE);

		expect(outputs.map(itemsOf)).toEqual([[0], [1], [], []]);
	});
});
