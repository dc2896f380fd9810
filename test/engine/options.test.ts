import type { IDataObject, OnError } from 'n8n-workflow';

import type { JobKind, JobOptions } from '../simulator';
import { execute } from './briaStatus';
import { useSimulator } from './useSimulator';

const COMPLETED = 0;
const ERROR = 1;

const bria = useSimulator();
const PROMPT = '{"objects": [{"location": "center"}]}';

const turnedOn = (...options: string[]) => ({
	operation: 'get',
	options: Object.fromEntries(options.map((option) => [option, true])),
});

async function outcomeOf(job: JobOptions, parameters: IDataObject, input: IDataObject = {}) {
	const id = bria().addJob(job);
	const { outputs, hints } = await execute(bria(), [{ request_id: id, ...input }], {
		parameters: parameters as never,
		settings: { onError: 'continueRegularOutput' },
	});
	const output = outputs.findIndex(({ length }) => length > 0);
	return { id, output, json: outputs[output]?.[0]?.json, hints: hints.map((h) => h.message) };
}

const completed = (result: object) => ({ body: { status: 'COMPLETED', request_id: 'r1', result } });

describe('Simplify', () => {
	it('makes an image flat', async () => {
		const { json } = await outcomeOf(
			completed({
				image_url: 'https://x.example/a.png',
				seed: '123456',
				prompt: 'a fox',
				refined_prompt: 'a red fox',
				structured_prompt: PROMPT,
				other: [1],
			}),
			turnedOn('simplify'),
		);

		expect(json).toEqual({
			request_id: 'r1',
			status: 'COMPLETED',
			result_type: 'image',
			result_url: 'https://x.example/a.png',
			seed: 123456,
			prompt: 'a fox',
			refined_prompt: 'a red fox',
			structured_prompt: PROMPT,
			result: { other: [1] },
		});
	});

	it('makes a video flat', async () => {
		const { id, json } = await outcomeOf({ kind: 'video' }, turnedOn('simplify'));

		expect(json).toEqual({
			request_id: id,
			status: 'COMPLETED',
			result_type: 'video',
			result_url: bria().fileUrl(id, 'video'),
		});
		expect(Object.keys(json ?? {})).toHaveLength(4);
	});

	it('makes a structured prompt flat', async () => {
		const { json } = await outcomeOf(
			completed({ structured_prompt: PROMPT, seed: 7 }),
			turnedOn('simplify'),
		);

		expect(json).toEqual({
			request_id: 'r1',
			status: 'COMPLETED',
			result_type: 'structured_prompt',
			seed: 7,
			structured_prompt: PROMPT,
		});
	});

	it.each([
		['ERROR', { error: { code: 500, message: expect.any(String), details: expect.any(String) } }],
		['UNKNOWN', {}],
		['IN_PROGRESS', {}],
	])('leaves nothing of a job that is %s behind', async (status, more) => {
		const { id, json } = await outcomeOf({ status }, turnedOn('simplify'));

		expect(json).toEqual({ request_id: id, status, message: expect.any(String), ...more });
	});

	it.each([
		['a seed too long for a number', '123456789012345678901'],
		['a seed in words', 'random'],
		['a seed that begins with a number', '7a'],
		['a seed that ends with a number', 'a7'],
		['an empty seed', ''],
		['no seed', null],
	])('keeps %s as it is', async (_name, seed) => {
		const { json } = await outcomeOf(completed({ image_url: 'x', seed }), turnedOn('simplify'));

		expect(json?.seed).toBe(seed);
	});

	it('leaves a failed call as it is', async () => {
		const { json } = await outcomeOf({}, turnedOn('simplify'), { request_id: 'nobody' });

		expect(json).toMatchObject({ request_id: 'nobody', error: { code: 404 } });
	});
});

describe('Parse Structured Prompt', () => {
	it.each(['image', 'structured_prompt'] as JobKind[])(
		'gives that of a finished %s as an object',
		async (kind) => {
			const { json, hints } = await outcomeOf({ kind }, turnedOn('parseStructuredPrompt'));

			expect(json?.result).toMatchObject({ structured_prompt: { objects: [] } });
			expect(hints).toEqual([]);
		},
	);

	it('goes with Simplify', async () => {
		const result = { structured_prompt: PROMPT };
		const { json } = await outcomeOf(
			completed(result),
			turnedOn('parseStructuredPrompt', 'simplify'),
		);

		expect(json?.structured_prompt).toEqual({ objects: [{ location: 'center' }] });
	});

	it.each(['a fox', '{"cut":', '5', '"text"', '', '['.repeat(200) + ']'.repeat(200)])(
		'leaves %j a string, with a hint',
		async (structured_prompt) => {
			const { json, hints } = await outcomeOf(
				completed({ structured_prompt }),
				turnedOn('parseStructuredPrompt'),
			);

			expect(json?.result).toEqual({ structured_prompt });
			expect(hints).toEqual([
				'The structured prompt of 1 request is not JSON, so it stays a text.',
			]);
		},
	);

	it.each([
		{ structured_prompt: { objects: [] } },
		{ structured_prompt: null },
		{ image_url: 'https://x.example/a.png' },
	])('has nothing to do, and nothing to say, where the result is %j', async (result) => {
		const { json, hints } = await outcomeOf(completed(result), turnedOn('parseStructuredPrompt'));

		expect(json?.result).toEqual(result);
		expect(hints).toEqual([]);
	});

	it.each([
		['COMPLETED', 'video'],
		['ERROR', 'image'],
		['UNKNOWN', 'image'],
		['IN_PROGRESS', 'image'],
	] as Array<[string, JobKind]>)('has nothing to do for %s of a(n) %s', async (status, kind) => {
		const { json } = await outcomeOf({ status, kind }, turnedOn('parseStructuredPrompt'));
		const { json: untouched } = await outcomeOf({ status, kind }, turnedOn());

		expect(Object.keys(json ?? {})).toEqual(Object.keys(untouched ?? {}));
	});
});

describe('Include Input Fields', () => {
	const input = { name: 'fox', status: 'mine', list: [{ a: 1 }] };

	it.each([
		['COMPLETED', 'image', 0],
		['COMPLETED', 'video', 0],
		['COMPLETED', 'structured_prompt', 0],
		['ERROR', 'image', 1],
		['UNKNOWN', 'image', 2],
		['IN_PROGRESS', 'image', 3],
	] as Array<[string, JobKind, number]>)(
		"lets them come along with %s of a(n) %s, where Bria's win",
		async (status, kind, output) => {
			const afterMs = status === 'IN_PROGRESS' ? Infinity : 0;
			const outcome = await outcomeOf(
				{ kind, status, afterMs },
				turnedOn('includeInputFields'),
				input,
			);
			expect(outcome.output).toBe(output);
			expect(outcome.json).toMatchObject({
				request_id: outcome.id,
				name: 'fox',
				list: [{ a: 1 }],
				status,
			});
		},
	);

	it('lets them come along with a failed call', async () => {
		const outcome = await outcomeOf({}, turnedOn('includeInputFields'), {
			...input,
			request_id: 'nobody',
			error: 'an old one',
		});

		expect(outcome.output).toBe(ERROR);
		expect(outcome.json).toMatchObject({ name: 'fox', request_id: 'nobody', error: { code: 404 } });
	});

	it("lets a failed call leave by n8n's own error output where it is to", async () => {
		const { outputs } = await execute(bria(), [{ ...input, request_id: 'nobody' }], {
			parameters: turnedOn('includeInputFields') as never,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(outputs.map(({ length }) => length)).toEqual([0, 0, 0, 0, 1]);
		expect(outputs[4]?.[0]?.json).toMatchObject({ name: 'fox', error: { code: 404 } });
	});

	it.each(['COMPLETED', 'UNKNOWN', 'IN_PROGRESS'])(
		'leaves an error of the input behind: %s',
		async (status) => {
			const { json } = await outcomeOf({ status }, turnedOn('includeInputFields'), {
				...input,
				error: { message: 'an old one' },
			});

			expect(json).toMatchObject({ name: 'fox', status });
			expect(json).not.toHaveProperty('error');
		},
	);

	it('lets no error of the input run the node again, though n8n retries what has failed', async () => {
		const id = bria().addJob();

		await execute(bria(), [{ request_id: id, error: 'an old one' }], {
			parameters: turnedOn('includeInputFields') as never,
			settings: {
				onError: 'continueRegularOutput',
				retryOnFail: true,
				maxTries: 3,
				waitBetweenTries: 0,
			},
		});

		expect(bria().statusCalls).toHaveLength(1);
	});

	it('goes with Simplify', async () => {
		const { json } = await outcomeOf({}, turnedOn('includeInputFields', 'simplify'), input);

		expect(json).toMatchObject({ name: 'fox', status: 'COMPLETED', result_type: 'image' });
	});

	const file = (data: string) => ({
		data: Buffer.from(data).toString('base64'),
		mimeType: 'text/plain',
	});
	const binary = { data: file('one'), note: file('two') };

	it('lets the files come along, too', async () => {
		const { outputs } = await execute(bria(), [{ request_id: bria().addJob() }], {
			binary,
			parameters: turnedOn('includeInputFields') as never,
		});

		expect(outputs[COMPLETED]?.[0]?.binary).toEqual(binary);
	});

	it.each<[OnError, number]>([
		['continueRegularOutput', ERROR],
		['continueErrorOutput', 4],
	])('lets the files come along with a failed call, with On Error: %s', async (onError, output) => {
		const { outputs } = await execute(bria(), [{ request_id: 'nobody' }], {
			binary,
			parameters: turnedOn('includeInputFields') as never,
			settings: { onError },
		});

		expect(outputs[output]?.[0]?.binary).toEqual(binary);
	});

	it('lets a download take the field of a file', async () => {
		const { outputs } = await execute(bria(), [{ request_id: bria().addJob() }], {
			binary,
			parameters: { ...turnedOn('includeInputFields'), downloadResult: true } as never,
		});

		const { data, note } = outputs[COMPLETED]?.[0]?.binary ?? {};
		expect(data?.mimeType).toBe('image/png');
		expect(note).toEqual(file('two'));
	});
});

it('Without options neither fields nor files of the input come along', async () => {
	const items = [{ request_id: bria().addJob(), name: 'fox' }];

	const { outputs } = await execute(bria(), items, {
		binary: { data: { data: '', mimeType: 'text/plain' } },
	});

	expect(outputs[COMPLETED]?.[0]?.json).not.toHaveProperty('name');
	expect(outputs[COMPLETED]?.[0]).not.toHaveProperty('binary');
});

it('A switch follows what an expression gives, also the text of a form or a sheet', async () => {
	const requestId = bria().addJob();
	const switches = ['true', 'TRUE', '1', 'yes', true, 1, 'false', 'FALSE', '0', 'no', '', false, 0];
	const items = switches.map((on) => ({ request_id: requestId, on, own: 'mine' }));

	const { outputs } = await execute(bria(), items, {
		parameters: {
			downloadResult: '={{ $json.on }}',
			options: { simplify: '={{ $json.on }}', includeInputFields: '={{ $json.on }}' },
		},
	});

	const on = [...switches.keys()].map((i) => i < 6);
	const left = outputs[COMPLETED] ?? [];
	expect(left.map(({ binary }) => binary !== undefined)).toEqual(on);
	expect(left.map(({ json }) => 'result_url' in json)).toEqual(on);
	expect(left.map(({ json }) => json.own === 'mine')).toEqual(on);
});

it('Options hold for each item of its own', async () => {
	const items = [true, false].map((flat) => ({ request_id: bria().addJob(), flat }));

	const { outputs } = await execute(bria(), items, {
		parameters: { options: { simplify: '={{ $json.flat }}' } } as never,
	});

	expect(outputs[COMPLETED]?.map(({ json }) => 'result_type' in json)).toEqual([true, false]);
});

it('An option whose expression fails is told from the others', async () => {
	const items = [{ request_id: bria().addJob() }];
	const simplify = "={{ $('Nowhere').item.json.flat }}";

	const { error } = await execute(bria(), items, {
		parameters: { options: { simplify } } as never,
	});

	expect(error?.message).toBe("The parameters for the item's output cannot be read [item 0]");
	expect(bria().log).toEqual([]);
});
