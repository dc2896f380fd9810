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
