import fc from '../fastCheck';

import { TokenRedactor } from '../../nodes/api/tokenRedactor';

describe('the API token in what comes from outside', () => {
	const redactor = () => new TokenRedactor('tok/en+1');

	it.each([
		['plain', 'your tok/en+1 is bad', 'your *** is bad'],
		['in a URL', '?t=tok%2Fen%2B1&', '?t=***&'],
		['in Base64', `Basic ${btoa('tok/en+1')}`, 'Basic ***'],
	])('is hidden where it is quoted %s', (_, text, hidden) => {
		expect(redactor().redact(text)).toBe(hidden);
	});

	const odd = 'to/ken+1"\\-_$';
	const base64 = (text: string) => Buffer.from(text).toString('base64');
	const asEscapes = [...odd].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('');

	it.each([
		['in a JSON document', JSON.stringify({ said: odd }), '{"said":"***"}'],
		['in a JSON document in another', JSON.stringify(JSON.stringify(odd)), '"\\"***\\""'],
		['with escaped slashes', odd.replaceAll('/', '\\/'), '***'],
		['as Unicode escapes', asEscapes, '***'],
		['in a URL in small letters', encodeURIComponent(odd).toLowerCase(), '***'],
		['over lines', [...odd].join('\r\n  '), '***'],
		['over lines in a JSON document', JSON.stringify([...odd].join('\n')), '"***"'],
		['in Base64 over lines', base64(odd).replace(/.{4}/g, '$&\r\n'), '***\r\n'],
		['in Base64 behind one character', base64(`:${odd}`), 'On***'],
		['in Base64 behind two characters', base64(`a:${odd}`), 'YTp***'],
		['in Base64 with more', base64(`user:${odd}, and`), 'dXNlcjp***CBhbmQ='],
		['in Base64 for URLs', Buffer.from(`:${odd}`).toString('base64url'), 'On***'],
		['in Base64 in a URL', encodeURIComponent(base64(`a:${odd}`)), 'YTp***'],
	])('is hidden where it is quoted %s', (_, text, hidden) => {
		expect(new TokenRedactor(odd).redact(text)).toBe(hidden);
	});

	const signs = '>>>???';

	it.each([base64(signs), encodeURIComponent(base64(signs)), 'Pj4-Pz8_'])(
		'is hidden in Base64 whose signs are not letters: %s',
		(text) => {
			expect(new TokenRedactor(signs).redact(text)).toBe('***');
		},
	);

	it.each([0, 1, 2])('is hidden in Base64 %i bytes late, whatever comes next', (bytes) => {
		for (const next of ['', 'a', '~', '\0\0', '???']) {
			const hidden = new TokenRedactor(odd).redact(base64(`${'a'.repeat(bytes)}${odd}${next}`));
			expect(hidden).toContain('***');
		}
	});

	it('is hidden as often as it is quoted', () => {
		expect(redactor().redact('tok/en+1, tok/en+1')).toBe('***, ***');
	});

	it('is hidden in whatever holds it', () => {
		const token = fc.string({ unit: 'grapheme-ascii', minLength: 4 }).filter((t) => !/\s/.test(t));
		fc.assert(
			fc.property(token, fc.string(), fc.string(), (text, before, after) => {
				const hidden = new TokenRedactor(text).redact(`${before}\n${text}\n${after}`);
				expect(hidden).toContain('***');
			}),
		);
	});

	it('is hidden at any depth, in values and in names', () => {
		const body = { a: [{ 'tok/en+1': 'tok/en+1' }], n: 1, none: null };
		expect(redactor().redact(body)).toEqual({ a: [{ '***': '***' }], n: 1, none: null });
	});

	it('leaves everything else as it came', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				fc.pre(!JSON.stringify(value).includes('tok'));
				expect(redactor().redact(value)).toEqual(value);
			}),
		);
	});

	it.each([
		['tok/en+1', true],
		['?t=tok%2Fen%2B1&', true],
		['tok/en+2', false],
		['', false],
		[7, false],
		[undefined, false],
		[{ said: 'tok/en+1' }, false],
	])('is found in a text: %j', (value, isThere) => {
		expect(redactor().isQuotedIn(value)).toBe(isThere);
	});

	it('that is too short to be one changes nothing', () => {
		expect(new TokenRedactor('a').redact('banana undefined')).toBe('banana undefined');
	});
});
