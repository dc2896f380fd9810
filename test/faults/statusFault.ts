import fc from 'fast-check';

import { type FaultContext, type FaultFunction, faults } from '../simulator';

/** What goes wrong with one status call, as it can be printed. */
export type StatusFault =
	| { kind: 'status'; code: number; quotesToken: boolean }
	| { kind: '429'; retryAfter: string | { secondsFromNow: number } | null }
	| { kind: 'wrongType'; field: string; value: unknown }
	| { kind: 'redirect'; code: number; location?: string }
	| { kind: 'slow'; bytesPerSecond: number }
	| { kind: 'body'; name: keyof typeof BODIES }
	| { kind: (typeof PLAIN)[number] | (typeof IN_BETWEEN)[number] };

const PLAIN = [
	'broken',
	'brokenBody',
	'hang',
	'stall',
	'notHttp',
	'html',
	'empty',
	'cutJson',
	'noStatus',
	'oversized',
	'nested',
	'inflating',
] as const;

/** What firewalls and proxies answer in Bria's place. */
const IN_BETWEEN = ['firewallPage', 'proxyAuthentication', 'othersJson'] as const;

/** What Bria and others answer that is documented nowhere, or against the documents. */
const BODIES = {
	noStatusButError: '{"error": {"message": "Pipeline exploded"}}',
	noStatusButResult: '{"result": {"seed": 1}}',
	noStatusButUrl: '{"status_url": "https://engine.prod.bria-api.com/v2/status/r1"}',
	failed: '{"status": "FAILED", "error": {"code": "VALIDATION_ERROR"}}',
	unknownRequest: '{"status": "NOT_FOUND"}',
	lowerCase: '{"status": "completed", "result": {}}',
	listOfErrors: '{"status": "ERROR", "error": [{"loc": ["body", "x"], "msg": "wrong"}]}',
	byteOrderMark: '\uFEFF{"status": "COMPLETED", "request_id": 12345678901234567891, "result": {}}',
	textAsResult: '{"status": "COMPLETED", "result": "done"}',
	listAsResult: '{"status": "COMPLETED", "result": ["http://127.0.0.1:1/a.png", null, 5]}',
	errorInResult: '{"status": "COMPLETED", "error": "late", "result": {"error": {"code": 1}}}',
	list: '[{"status": "COMPLETED"}]',
	text: '"COMPLETED"',
} as const;

const FIELDS = [
	...['status', 'request_id', 'result', 'error', 'result.image_url', 'result.video_url'],
	...['result.seed', 'result.prompt', 'result.structured_prompt', 'error.message', '__proto__'],
];

const value = fc.oneof(
	fc.constantFrom(null, true, 0, -1.5, '', ' ', 'COMPLETED', [], {}, [[]], { length: 1 }),
	fc.constantFrom('IN_PROGRESS', 'https://nowhere.test', 'data:,x', '{"a":', '\u0000\ud800'),
	fc.jsonValue({ maxDepth: 3 }),
	fc.integer({ min: 1_000, max: 100_000 }).map((length) => 'x'.repeat(length)),
);

const codes = fc.oneof(
	fc.constantFrom(201, 204, 206, 400, 401, 403, 404, 408, 409, 410, 418, 422, 425, 451),
	fc.constantFrom(500, 501, 502, 503, 504, 507, 520, 599, 600, 999),
);

const retryAfter = fc.oneof(
	fc.constantFrom(null, '', '0', '1', '3', '30', '60', '0.5', '-5', 'soon', '1e9', '1e999', '3, 5'),
	fc.constantFrom('Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT'),
	fc.integer({ min: -3_600, max: 3_600 }).map((secondsFromNow) => ({ secondsFromNow })),
);

/** Draws a fault. What ends a whole run (401, 403) is rarer than what passes. */
export const statusFault: fc.Arbitrary<StatusFault> = fc.oneof(
	{ weight: 12, arbitrary: fc.constantFrom(...PLAIN).map((kind) => ({ kind })) },
	{ weight: 6, arbitrary: retryAfter.map((when) => ({ kind: '429' as const, retryAfter: when })) },
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constant('wrongType' as const),
			field: fc.constantFrom(...FIELDS),
			value,
		}),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('status' as const),
			code: codes,
			quotesToken: fc.boolean(),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record(
			{
				kind: fc.constant('redirect' as const),
				code: fc.constantFrom(300, 301, 302, 303, 304, 307, 308, 399),
				location: fc.constantFrom('?', '/', '//', 'http://', 'file:///etc/passwd', '\u00e4'),
			},
			{ requiredKeys: ['kind', 'code'] },
		),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('slow' as const),
			bytesPerSecond: fc.constantFrom(5, 20, 100, 1_000),
		}),
	},
);

/** The same, with what only status calls meet. */
export const anyStatusFault: fc.Arbitrary<StatusFault> = fc.oneof(
	{ weight: 3, arbitrary: statusFault },
	{
		weight: 1,
		arbitrary: fc
			.constantFrom(...(Object.keys(BODIES) as Array<keyof typeof BODIES>))
			.map((name) => ({ kind: 'body' as const, name })),
	},
	{ weight: 1, arbitrary: fc.constantFrom(...IN_BETWEEN).map((kind) => ({ kind })) },
);

/** Bria's body with one field of another kind. */
export function withField(body: object, field: string, value: unknown): object {
	const [first = '', second] = field.split('.');
	const copy = structuredClone(body) as Record<string, unknown>;
	const inner = second === undefined ? value : { ...(copy[first] as object), [second]: value };
	Object.defineProperty(copy, first, { value: inner, enumerable: true, configurable: true });
	return copy;
}

function tooMany({ retryAfter }: { retryAfter: string | { secondsFromNow: number } | null }) {
	return (context: FaultContext) => {
		if (retryAfter === null) return faults.status(429)(context);
		const text =
			typeof retryAfter === 'string'
				? retryAfter
				: new Date(Date.now() + retryAfter.secondsFromNow * 1000).toUTCString();
		return faults.status(429, { headers: { 'Retry-After': text } })(context);
	};
}

/** The fault as the simulator takes it. */
export function toFault(fault: StatusFault, token: string): FaultFunction {
	if (fault.kind === '429') return tooMany(fault);
	if (fault.kind === 'body') return ({ res }) => void res.type('json').send(BODIES[fault.name]);
	if (fault.kind === 'slow') return faults.slow(fault.bytesPerSecond);
	if (fault.kind === 'redirect') return faults.redirect(fault.location, fault.code);
	if (fault.kind === 'wrongType') {
		return ({ res, body }) => void res.json(withField(body, fault.field, fault.value));
	}
	if (fault.kind === 'status') {
		const said = fault.quotesToken ? `Your token ${token} is not good` : 'No';
		const error = { code: fault.code, message: said, details: said };
		return faults.status(fault.code, { body: { error, detail: said }, headers: { 'X-Why': said } });
	}
	return faults[fault.kind]();
}
