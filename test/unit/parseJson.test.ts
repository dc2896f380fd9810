import fc from '../fastCheck';

import { parseJson } from '../../nodes/api/parseJson';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('JSON from outside', () => {
	it('loses fields that would become the prototype of a copy, at any depth', () => {
		const parsed = parseJson('{"a":[{"__proto__":{"x":1},"b":2}],"__proto__":null}');

		expect(JSON.stringify(parsed)).toBe('{"a":[{"b":2}]}');
		expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
	});

	it('keeps every other field', () => {
		const text =
			'{"constructor":{"prototype":{"x":1}},"prototype":2,"toString":3,"":[null,true,"a"]}';

		expect(JSON.stringify(parseJson(text))).toBe(text);
	});

	it.each([101, 100_000])('is none where it is nested %i levels deep', (levels) => {
		expect(parseJson(nested(levels))).toBeNull();
	});

	it('may be nested 100 levels deep', () => {
		expect(JSON.stringify(parseJson(nested(100)))).toBe(nested(100));
	});

	it.each(['', '<html>', '{"a":', 'undefined'])('is none: %j', (text) => {
		expect(parseJson(text)).toBeNull();
	});
});

describe('An integer that a number would change', () => {
	it.each([
		['9007199254740993', '9007199254740993'],
		['-9007199254740993', '-9007199254740993'],
		['123456789012345678901234567890', '123456789012345678901234567890'],
		['9007199254740991', 9007199254740991],
		['-9007199254740991', -9007199254740991],
		['1234567890123456', 1234567890123456],
		['1.2345678901234567890', 1.2345678901234567],
		['12345678901234567890.5', Number('12345678901234567890.5')],
		['12345678901234567890e2', Number('12345678901234567890e2')],
		['1e+12345678901234567890', Infinity],
		['0.12345678901234567890', 0.12345678901234568],
	])('keeps its digits as a text: %s', (json, value) => {
		expect(parseJson(json)).toBe(value);
		expect(parseJson(`{"a": [{"seed":${json}}, ${json} ]}`)).toEqual({
			a: [{ seed: value }, value],
		});
	});

	it.each([
		'a 9007199254740993 b',
		'"9007199254740993"',
		'\\"9007199254740993',
		'9007199254740993\\',
		'[9007199254740993]',
	])('is left as it is within a text: %j', (text) => {
		const json = JSON.stringify({ [text]: text, after: 0 }).replace(':0', ':9007199254740993');

		expect(parseJson(json)).toEqual({ [text]: text, after: '9007199254740993' });
	});

	it.each(['09007199254740993', '9007199254740993 1', '9007199254740993a'])(
		'makes no JSON of what is none: %s',
		(text) => {
			expect(parseJson(text)).toBeNull();
		},
	);

	it('is any integer', () => {
		fc.assert(
			fc.property(fc.bigInt(), (integer) => {
				expect(String(parseJson(String(integer)))).toBe(String(integer));
			}),
		);
	});

	it('is no reason to change anything else', () => {
		fc.assert(
			fc.property(fc.json(), (json) => {
				const safe = !/\d{16}/.test(json) && !json.includes('__proto__');
				if (safe) expect(parseJson(json)).toEqual(JSON.parse(json));
			}),
		);
	});
});

it('A byte-order mark before the document is no trouble', () => {
	expect(parseJson('\uFEFF{"a": 1}')).toEqual({ a: 1 });
});
