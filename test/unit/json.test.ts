import { readJson } from '../../nodes/BriaStatus/json';

describe('A JSON document', () => {
	it('is read as the object or list that it is', () => {
		expect(readJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
		expect(readJson('[]')).toEqual([]);
	});

	it.each(['', '{', 'null', '1', '"text"', 'nothing'])('is none: %j', (text) => {
		expect(readJson(text)).toBeUndefined();
	});

	const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

	it('is read down to a hundred levels, and not at all where it is deeper', () => {
		expect(readJson(nested(100))).toBeInstanceOf(Array);
		expect(readJson(nested(101))).toBeUndefined();
		expect(readJson(`{"a":${nested(1_000_000)}}`)).toBeUndefined();
	});
});
