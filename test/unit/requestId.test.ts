import fc from '../fastCheck';

import { readRequestId } from '../../nodes/BriaStatus/requestId';

const BASE = 'https://engine.prod.bria-api.com/v2';

describe('what an item may give as its request', () => {
	it.each([
		['an ID', 'abc-123', 'abc-123'],
		['an ID with spaces around it', ' abc ', 'abc'],
		['an ID of 512 characters', 'x'.repeat(512), 'x'.repeat(512)],
		['a number, which Bria also shows IDs as', 123456, '123456'],
		['a status URL', `${BASE}/status/abc`, 'abc'],
		['a status URL with a slash at its end', `${BASE}/status/abc/`, 'abc'],
		['a status URL with slashes and a query', `${BASE}/status/abc//?x=1#y`, 'abc'],
		['a status URL with a query', `${BASE}/status/abc?x=1`, 'abc'],
		['a status URL with an encoded ID', `${BASE}/status/a%2Fb`, 'a/b'],
		['a status URL in capitals', 'HTTPS://ENGINE.prod.bria-api.com/v2/status/abc', 'abc'],
	])('takes %s', (_, value, id) => {
		expect(readRequestId(value, BASE)).toEqual({ id });
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['an empty text', ''],
		['spaces', '  '],
	])('says that there is no request ID where it gets %s', (_, value) => {
		expect(readRequestId(value, BASE).failure?.message).toBe('The item has no request ID');
	});

	it.each([
		['an object', { request_id: 'abc' }, /an object/],
		['a list', ['abc'], /a list/],
		['a boolean', true, /true, a boolean/],
		['a number that lost digits', 2 ** 60, /a number that has lost digits/],
		['a dot', '.', /cannot be part of a URL/],
		['a dot segment', '..', /cannot be part of a URL/],
		['half a character', 'a\ud800', /cannot be part of a URL/],
		['an ID that was copied with an invisible character', 'abc\u200b', /invisible characters/],
		['an ID with a control character', 'a\u0000b', /invisible characters/],
		['a novel', 'x'.repeat(600), /longer than 512/],
	])('refuses %s and says so', (_, value, message) => {
		expect(readRequestId(value, BASE).failure?.message).toMatch(message);
	});

	it.each([
		'a red fox in the snow',
		'fox\tsnow',
		'two\nlines',
		'Make it look like https://example.com/fox.png',
		'{ "request_id": "abc" }',
		'{"request_id":"abc"}',
		'"abc"',
		'一只猫坐在窗台上',
		'窓辺に座る猫',
		'แมวบนหน้าต่าง',
	])('tells a prompt before it is asked, with the way to go: %j', (value) => {
		const { message, details } = readRequestId(value, BASE).failure ?? {};

		expect(message).toMatch(/is not a request ID/);
		expect(details).toMatch(/takes no prompt.* node that submits the job in front/);
	});

	it.each(['{{ $json.request_id }}', '{{$json.request_id}}', '={{ $json.id }}'])(
		'tells an expression that was typed as a fixed text, and how to have it evaluated: %s',
		(value) => {
			const { message, details } = readRequestId(value, BASE).failure ?? {};

			expect(message).toMatch(/is an expression that n8n did not evaluate/);
			expect(details).toMatch(/from Fixed to Expression/);
		},
	);

	it.each([
		['another host', 'https://example.com/v2/status/abc'],
		['another port', 'https://engine.prod.bria-api.com:8443/v2/status/abc'],
		['another scheme', 'http://engine.prod.bria-api.com/v2/status/abc'],
		[
			'a user name that looks like the host',
			'https://engine.prod.bria-api.com@example.com/v2/status/a',
		],
		['a user name', 'https://me:pw@engine.prod.bria-api.com/v2/status/abc'],
		['a look-alike host', 'https://engine.prod.bria-api.com.example.com/v2/status/abc'],
		['a host in other letters', 'https://engine.prod.brıa-api.com/v2/status/abc'],
		['a host in Cyrillic letters', 'https://engіne.prod.bria-api.com/v2/status/abc'],
		['its host behind a backslash', 'https://example.com\\@engine.prod.bria-api.com/v2/status/a'],
		['its host behind a number sign', 'https://example.com#@engine.prod.bria-api.com/v2/status/a'],
		['its host as a query', 'https://example.com?https://engine.prod.bria-api.com/v2/status/a'],
		['tabs and line breaks', 'ht\ttps://exam\nple.com/v2/status/abc'],
		['a dot behind the host', 'https://engine.prod.bria-api.com./v2/status/abc'],
		['a scheme without a host', 'blob:https://example.com/v2/status/abc'],
	])('refuses a status URL with %s, since the token goes to one place', (_, value) => {
		expect(readRequestId(value, BASE).failure?.message).toMatch(/another server/);
	});

	it.each([
		['of V1', 'https://engine.prod.bria-api.com/v1/status/abc'],
		['of another endpoint', `${BASE}/image/generate`],
		['without an ID', `${BASE}/status/`],
		['with more behind the ID', `${BASE}/status/abc/def`],
		['with a dot segment', `${BASE}/status/../image`],
		['with an encoded dot segment', `${BASE}/status/%2e%2e`],
		['with an encoded dot segment on its way', `${BASE}/%2e%2e/v1/status/abc`],
		['with a backslash for a slash', `${BASE}/status\\..\\image\\abc`],
		['with an encoded slash for the one before the ID', `${BASE}/status%2fabc`],
		['with a broken encoding', `${BASE}/status/%ZZ`],
		['that is none', 'ht!tp://'],
	])('refuses a URL %s', (_, value) => {
		expect(readRequestId(value, BASE).failure?.message).toMatch(/is not the status URL/);
	});

	it('never gives an ID that leaves its place in the path', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (value) => {
				const { id } = readRequestId(value, BASE);
				if (id === undefined) return;
				const url = new URL(`${BASE}/status/${encodeURIComponent(id)}`);
				expect(url.pathname.split('/')).toHaveLength(4);
				expect(url.href.startsWith(`${BASE}/status/`)).toBe(true);
			}),
		);
	});

	it.each([
		['an encoded slash', `${BASE}/status/..%2f..%2fimage`, '..%2F..%2Fimage'],
		['an encoded backslash', `${BASE}/status/..%5cimage`, '..%5Cimage'],
		['what was encoded twice', `${BASE}/status/%252e%252e`, '%252e%252e'],
		['tabs and line breaks', `${BASE}/sta\ttus/a\nb`, 'ab'],
		[
			'an address without a scheme',
			'//example.com/v2/status/a',
			'%2F%2Fexample.com%2Fv2%2Fstatus%2Fa',
		],
		['a scheme with one slash', 'https:/example.com/a', 'https%3A%2Fexample.com%2Fa'],
		['a scheme with backslashes', 'https:\\\\example.com', 'https%3A%5C%5Cexample.com'],
	])('keeps %s within the last part of the path', (_, value, segment) => {
		expect(encodeURIComponent(readRequestId(value, BASE).id ?? '')).toBe(segment);
	});
});
