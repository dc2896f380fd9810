import { NodeApiError } from 'n8n-workflow';

import { explain } from '../../nodes/api/connectionFailure';

const URL_OF_BRIA = 'https://engine.prod.bria-api.com/v2/status/r1';
const node = { id: '1', name: 'n', type: 't', typeVersion: 1, position: [0, 0], parameters: {} };

const thrown = (code: string, message: string) => Object.assign(new Error(message), { code });

/** As n8n-core 2.41 rejects: its own error, with that of axios as its cause. */
const wrapped = (code: string, message: string) =>
	new NodeApiError(node as never, thrown(code, message) as never);

/** As n8n-core before 2.20 rejects: the cause is left out. */
const withoutCause = (code: string, message: string) => {
	const { messages, description, httpCode, ...error } = wrapped(code, message);
	return { message: error.message, messages, description, httpCode };
};

type Case = [code: string, message: string, what: RegExp];

const NEVER_MADE: Case[] = [
	['ECONNREFUSED', 'connect ECONNREFUSED 1.2.3.4:443', /com refused the connection \(ECONNR/],
	['ENOTFOUND', 'getaddrinfo ENOTFOUND engine.prod.bria-api.com', /^DNS does not know .*bria-api/],
	['EAI_AGAIN', 'getaddrinfo EAI_AGAIN engine.prod.bria-api.com', /^DNS gave no answer .*bria-api/],
	['EHOSTUNREACH', 'connect EHOSTUNREACH 1.2.3.4:443', /not reachable/],
	['ENETUNREACH', 'connect ENETUNREACH 1.2.3.4:443', /not reachable/],
	['ETIMEDOUT', 'connect ETIMEDOUT 1.2.3.4:443', /did not take the connection in time/],
	[
		'ECONNRESET',
		'Client network socket disconnected before secure TLS connection was established',
		/before it was encrypted/,
	],
	['ECONNRESET', 'Proxy connection ended before receiving CONNECT response', /^the proxy closed/],
	[
		'EPROTO',
		'write EPROTO 80:error:0A00010B:SSL routines::wrong version number:ssl3_record.c',
		/does not speak https/,
	],
];

const PERHAPS_SENT: Case[] = [
	['ECONNRESET', 'socket hang up', /^the connection was broken \(ECONNRESET\)$/],
	['EPIPE', 'write EPIPE', /^the connection was broken \(EPIPE\)$/],
	['ETIMEDOUT', 'read ETIMEDOUT', /no answer in time/],
	['ECONNABORTED', 'timeout of 15000ms exceeded', /no answer in time/],
	['HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/', /not HTTP/],
	['HPE_HEADER_OVERFLOW', 'Parse Error: Header overflow', /headers .* too large/],
	['Z_DATA_ERROR', 'incorrect header check', /compressed .* cannot be read \(Z_DATA_ERROR\)$/],
	['ERR__ERROR_FORMAT_PADDING_2', 'Decompression failed', /compressed .* cannot be read/],
	['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'alert', /encryption .* failed/],
	['ERR_SOMETHING_NEW', 'something new', /^the connection was broken \(ERR_SOMETHING_NEW\)$/],
];

describe.each([
	['as Node.js throws it', thrown],
	['in an error of n8n', wrapped],
	['in an error of an older n8n', withoutCause],
])('A failed connection, %s,', (_, make) => {
	it.each(NEVER_MADE)('was certainly never made: %s, %s', (code, message, what) => {
		expect(explain(make(code, message), URL_OF_BRIA)).toMatchObject({
			code,
			what: expect.stringMatching(what),
			wasSent: false,
			mayPass: true,
		});
	});

	it.each(PERHAPS_SENT)('may have carried the request: %s, %s', (code, message, what) => {
		expect(explain(make(code, message), URL_OF_BRIA)).toMatchObject({
			code,
			what: expect.stringMatching(what),
			wasSent: true,
			mayPass: true,
		});
	});

	it.each([
		['DEPTH_ZERO_SELF_SIGNED_CERT', /self-signed/],
		['SELF_SIGNED_CERT_IN_CHAIN', /self-signed/],
		['CERT_HAS_EXPIRED', /expired/],
		['CERT_NOT_YET_VALID', /expired or is not valid yet/],
		['ERR_TLS_CERT_ALTNAME_INVALID', /another address/],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /issuer/],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /issuer/],
		['CERT_REVOKED', /issuer/],
	])('is given up at once for a certificate: %s', (code, why) => {
		const { what, advice, ...rest } = explain(make(code, 'no'), URL_OF_BRIA);

		expect(what).toMatch(/^the certificate of engine\.prod\.bria-api\.com/);
		expect(what).toMatch(why);
		expect(advice).toMatch(/certificate/);
		expect(rest).toEqual({ code, wasSent: false, mayPass: false });
	});

	it.each([
		['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.9:3128', '10.0.0.9:3128'],
		['ENOTFOUND', 'getaddrinfo ENOTFOUND proxy.example', 'proxy.example'],
	])('is told as the proxy that it was made to: %s', (code, message, proxy) => {
		const { what, advice } = explain(make(code, message), URL_OF_BRIA);

		expect(what).toContain(`the proxy ${proxy}`);
		expect(advice).toMatch(/HTTPS_PROXY/);
	});
});

it('Addresses that were tried one after the other in vain are a connection that was never made', () => {
	const tried = ['1.2.3.4', '5.6.7.8'].map((ip) =>
		thrown('ETIMEDOUT', `connect ETIMEDOUT ${ip}:443`),
	);
	const error = Object.assign(new AggregateError(tried), { code: 'ETIMEDOUT' });

	for (const each of [error, { message: 'Error', code: 'ETIMEDOUT', cause: error }]) {
		expect(explain(each, URL_OF_BRIA)).toMatchObject({ code: 'ETIMEDOUT', wasSent: false });
	}
});

it('A failure without a code is told in its own words', () => {
	expect(explain({ message: 'stream has been aborted' })).toMatchObject({
		code: 'no_answer',
		what: 'stream has been aborted',
		wasSent: true,
	});
});

it.each([undefined, null, 'text', {}, { cause: {} }])(
	'Whatever is thrown has a code and words: %j',
	(error) => {
		expect(explain(error)).toMatchObject({ code: 'no_answer', what: 'no answer arrived' });
	},
);

it('A cause that causes itself is no trouble', () => {
	const error: { code: string; cause?: unknown } = { code: 'ECONNRESET' };
	error.cause = error;

	expect(explain(error).code).toBe('ECONNRESET');
});
