import { isUnparsable, shape } from '../../nodes/results/itemJson';

describe('A structured prompt', () => {
	const withPrompt = (structured_prompt: unknown) =>
		({ status: 'COMPLETED', result: { structured_prompt } }) as never;

	it.each(['a fox', '5', 5, true])('is no JSON document: %j', (prompt) => {
		expect(isUnparsable(withPrompt(prompt))).toBe(true);
	});

	it.each(['{}', { objects: [] }, null, undefined])('is one, or is missing: %j', (prompt) => {
		expect(isUnparsable(withPrompt(prompt))).toBe(false);
	});

	it('is missing where there is no result', () => {
		expect(isUnparsable({})).toBe(false);
	});

	it('that is an object stays one', () => {
		const body = withPrompt({ objects: [] });

		expect(shape(body, { parseStructuredPrompt: true })).toEqual(body);
	});
});

describe('A simplified item', () => {
	const flat = (result: object) =>
		shape({ status: 'COMPLETED', result } as never, { simplify: true });

	it.each([
		['-12', -12],
		[12, 12],
	])('has the seed %j as the number %j', (seed, expected) => {
		expect(flat({ seed }).seed).toBe(expected);
	});

	it.each(['12a', 'a12', '1.5', '0x10', '1e3', '', ['12']] as unknown[])(
		'keeps the seed %j as it is',
		(seed) => {
			expect(flat({ seed }).seed).toEqual(seed);
		},
	);

	it('has no field for what Bria did not send', () => {
		expect(Object.keys(flat({ prompt: 'a fox' }))).toEqual(['status', 'prompt']);
	});
});
