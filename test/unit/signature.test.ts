import { isFromBria } from '../../nodes/BriaTrigger/signature';
import { signatureOf } from '../delivery';

/** The vector that Bria's SDKs share. */
const TOKEN = 'contract-test-shared-token';
const ID = 'req_contract_test_001';
const TIMESTAMP = '1700000000';
const BODY =
	'{"status":"COMPLETED","result":{"url":"https://cdn.bria.ai/final.png"},"request_id":"req_contract_test_001"}';
const SIGNATURE = 'v1=muClfnkuIXEqW69htILKVEwJdzC0LWB1tP53ptLm7SM=';

const headers = {
	'bria-webhook-id': ID,
	'bria-webhook-timestamp': TIMESTAMP,
	'bria-webhook-signature': SIGNATURE,
};
const delivery = { headers, rawBody: Buffer.from(BODY) };
const NOW = Number(TIMESTAMP) * 1000;

const isTaken = (changed: object, { token = TOKEN, now = NOW } = {}) =>
	isFromBria({ ...delivery, ...changed }, token, now);
const withHeaders = (changed: object) => ({ headers: { ...headers, ...changed } });

test("the vector that Bria's SDKs share is taken", () => {
	expect(isTaken({})).toBe(true);
});

test.each([
	['the bad one first', `v1=AAAA,${SIGNATURE}`],
	['the bad one last', `${SIGNATURE},v1=AAAA`],
	['spaces around them', ` v1=AAAA , ${SIGNATURE} `],
	['one of a later version', `v2=${SIGNATURE.slice(3)},${SIGNATURE}`],
])('of several signatures one good one is enough: %s', (_, signature) => {
	expect(isTaken(withHeaders({ 'bria-webhook-signature': signature }))).toBe(true);
});

test.each([
	['none', withHeaders({ 'bria-webhook-signature': undefined })],
	['an empty one', withHeaders({ 'bria-webhook-signature': '' })],
	['one of no version', withHeaders({ 'bria-webhook-signature': SIGNATURE.slice(3) })],
	['one of another version', withHeaders({ 'bria-webhook-signature': `v2=${SIGNATURE.slice(3)}` })],
	['only a part of it', withHeaders({ 'bria-webhook-signature': SIGNATURE.slice(0, -2) })],
	['more than it', withHeaders({ 'bria-webhook-signature': `${SIGNATURE}A` })],
	['a list in place of a text', withHeaders({ 'bria-webhook-signature': [SIGNATURE] })],
	['no ID', withHeaders({ 'bria-webhook-id': undefined })],
	['another ID', withHeaders({ 'bria-webhook-id': `${ID}2` })],
	['no timestamp', withHeaders({ 'bria-webhook-timestamp': undefined })],
	['another timestamp', withHeaders({ 'bria-webhook-timestamp': '1700000001' })],
	['a changed body', { rawBody: Buffer.from(BODY.replace('final', 'other')) }],
	[
		'the same JSON, written otherwise',
		{ rawBody: Buffer.from(JSON.stringify(JSON.parse(BODY), null, 1)) },
	],
	['no body', { rawBody: Buffer.alloc(0) }],
])('refused: %s', (_, changed) => {
	expect(isTaken(changed)).toBe(false);
});

test('refused: the signature of another token', () => {
	expect(isTaken({}, { token: 'another-token' })).toBe(false);
});

test('an empty token signs nothing, whatever others sign with it', () => {
	const signature = signatureOf({ token: '', id: ID, body: BODY, timestamp: TIMESTAMP });

	expect(isTaken(withHeaders({ 'bria-webhook-signature': signature }), { token: '' })).toBe(false);
});

test('an empty ID or a timestamp that is no number of seconds is refused, though it is signed', () => {
	for (const [id, timestamp] of [
		['', TIMESTAMP],
		[ID, ''],
		[ID, 'Infinity'],
		[ID, '1.7e9'],
		[ID, '2023-11-14T22:13:20Z'],
	] as const) {
		const changed = {
			'bria-webhook-id': id,
			'bria-webhook-timestamp': timestamp,
			'bria-webhook-signature': signatureOf({ token: TOKEN, id, body: BODY, timestamp }),
		};
		expect(isTaken(withHeaders(changed))).toBe(false);
	}
});

test('the signature is that of the bytes, also where they are no text', () => {
	const rawBody = Buffer.from([0x7b, 0xff, 0xfe, 0x0d, 0x0a, 0x7d]);
	const signature = signatureOf({ token: TOKEN, id: ID, body: rawBody, timestamp: TIMESTAMP });

	expect(isTaken({ ...withHeaders({ 'bria-webhook-signature': signature }), rawBody })).toBe(true);
});

test('a delivery is good for an hour, and an hour ahead where clocks differ', () => {
	const after = (seconds: number) => isTaken({}, { now: NOW + seconds * 1000 });

	expect([-3601, -3599, 3599, 3601].map(after)).toEqual([false, true, true, false]);
});
