import { isUnparsable, shape } from '../../nodes/results/itemJson';
import { itemResult } from './itemResult';

describe('A structured prompt', () => {
	const withPrompt = (structured_prompt: unknown) =>
		({ status: 'COMPLETED', result: { structured_prompt } }) as never;

	it.each(['a fox', '5', 5, true])('is no JSON document: %j', (prompt) => {
		expect(isUnparsable(withPrompt(prompt))).toBe(true);
	});

	it.each(['{}', { objects: [] }, null, undefined])('is one, or is missing: %j', (prompt) => {
		expect(isUnparsable(withPrompt(prompt))).toBe(false);
	});

	it.each([undefined, null, 5, 'a fox', []])('is missing where the result is %j', (result) => {
		expect(isUnparsable({ result } as never)).toBe(false);
	});

	it('that is an object stays one', () => {
		const body = withPrompt({ objects: [] });

		expect(shape(itemResult({ body, options: { parseStructuredPrompt: true } }))).toEqual(body);
	});

	it('is a structured instruction as well', () => {
		const result = { structured_instruction: '{"objects": []}' };
		const body = { status: 'COMPLETED', result };

		const { result: parsed } = shape(
			itemResult({ body, options: { parseStructuredPrompt: true } }),
		);

		expect(parsed).toEqual({ structured_instruction: { objects: [] } });
		expect(isUnparsable({ result: { structured_instruction: 'a fox' } })).toBe(true);
	});
});

describe('A simplified item', () => {
	const A = 'https://x.example/a';
	const B = 'https://x.example/b';
	const flat = (result: unknown, more: object = {}) => {
		const body = { status: 'COMPLETED', result, ...more } as never;
		return shape(itemResult({ body, options: { simplify: true } }));
	};

	it.each([
		['-12', -12],
		[12, 12],
	])('has the seed %j as the number %j', (seed, expected) => {
		expect(flat({ seed }).seed).toBe(expected);
	});

	it.each([
		[
			['a', 'b'],
			['a', 'b'],
		],
		[[], undefined],
		['done', 'done'],
		[{}, undefined],
	] as unknown[][])('keeps a result of another form: %j', (result, kept) => {
		expect(flat(result).result).toEqual(kept);
	});

	it.each(['12a', 'a12', '1.5', '0x10', '1e3', '', ['12'], '12345678901234567890'] as unknown[])(
		'keeps the seed %j as it is',
		(seed) => {
			expect(flat({ seed }).seed).toEqual(seed);
		},
	);

	it('has no field for what Bria did not send', () => {
		expect(Object.keys(flat({ prompt: 'a fox' }))).toEqual(['status', 'prompt']);
	});

	it.each<[string, unknown, object]>([
		['an image', { image_url: A }, { result_type: 'image', result_url: A }],
		['a video', { video_url: A }, { result_type: 'video', result_url: A }],
		['a mask', { mask_url: A }, { result_type: 'video', result_url: A }],
		['a manifest', { url: A, text: 'x' }, { result_type: 'file', result_url: A, text: 'x' }],
		[
			'an edit',
			{ image_url: A, structured_instruction: '{}' },
			{ result_type: 'image', result_url: A, structured_instruction: '{}' },
		],
		[
			'an instruction',
			{ structured_instruction: '{}' },
			{ result_type: 'structured_instruction', structured_instruction: '{}' },
		],
		[
			'an instruction beside an empty prompt',
			{ structured_prompt: null, structured_instruction: '{}' },
			{
				result_type: 'structured_instruction',
				structured_prompt: null,
				structured_instruction: '{}',
			},
		],
		['content', { content: { a: 1 } }, { result_type: 'content', result: { content: { a: 1 } } }],
		['a text', { text: 'x' }, { result_type: 'text', text: 'x' }],
		[
			'an address beside an empty one',
			{ image_url: null, video_url: A },
			{ result_type: 'video', result_url: A },
		],
		['a list', { urls: [A, B] }, { result_type: 'file', result_url: A, result_urls: [A, B] }],
		[
			'a list that is the result',
			[A, B],
			{ result_type: 'file', result_url: A, result_urls: [A, B] },
		],
	])('of %s says it at once', (_name, result, fields) => {
		expect(flat(result)).toEqual({ status: 'COMPLETED', ...fields });
	});

	it.each(['done', 5, false])('keeps a result that is no object: %j', (result) => {
		expect(flat(result)).toEqual({ status: 'COMPLETED', result });
	});

	it('keeps under result what has no place of its own', () => {
		const results = [
			{ name: 'square', status: 'ok', url: A },
			{ name: 'banner', status: 'failed', url: null, error: 'no' },
			{ name: 'story', status: 'ok', url: B },
		];

		expect(flat({ results, text: 'done', status: 'completed', agent_type: 'resize' })).toEqual({
			status: 'COMPLETED',
			result_type: 'file',
			result_url: A,
			result_urls: [A, B],
			text: 'done',
			result: { results, status: 'completed', agent_type: 'resize' },
		});
	});

	it('keeps the names of files beyond the first', () => {
		expect(flat({ image_url: A, mask_url: B, score: 0.5 })).toEqual({
			status: 'COMPLETED',
			result_type: 'image',
			result_url: A,
			result_urls: [A, B],
			result: { mask_url: B, score: 0.5 },
		});
	});

	it('keeps warning, error and message', () => {
		const more = { warning: 'w', error: { code: 1 }, message: 'm' };

		expect(flat(undefined, more)).toEqual({ status: 'COMPLETED', ...more });
	});

	it('has the status that the body was read to have', () => {
		const body = { result: { image_url: A } };
		const job = itemResult({ body, status: 'COMPLETED', options: { simplify: true } });

		expect(shape(job)).toEqual({ status: 'COMPLETED', result_type: 'image', result_url: A });
	});
});
