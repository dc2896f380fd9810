import fc from 'fast-check';

import { Secret } from '../../nodes/BriaStatus/secret';

describe('the API token in what comes from outside', () => {
	const secret = new Secret('tok/en+1');

	it.each([
		['plain', 'your tok/en+1 is bad', 'your *** is bad'],
		['in a URL', '?t=tok%2Fen%2B1&', '?t=***&'],
		['in Base64', `Basic ${btoa('tok/en+1')}`, 'Basic ***'],
	])('is hidden where it is quoted %s', (_, text, hidden) => {
		expect(secret.hide(text)).toBe(hidden);
	});

	it('is hidden at any depth, in values and in names', () => {
		const body = { a: [{ 'tok/en+1': 'tok/en+1' }], n: 1, none: null };
		expect(secret.hide(body)).toEqual({ a: [{ '***': '***' }], n: 1, none: null });
	});

	it('leaves everything else as it came', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				fc.pre(!JSON.stringify(value).includes('tok'));
				expect(secret.hide(value)).toEqual(value);
			}),
		);
	});

	it('that is too short to be one changes nothing', () => {
		expect(new Secret('a').hide('banana')).toBe('banana');
	});
});
