/** What happened where no answer arrived. */
export interface ConnectionFailure {
	statusCode?: undefined;
	/** Node.js' code such as `ECONNREFUSED`, a word of this node such as `timeout`, or HTTP 407 of a proxy. */
	code: number | string;
	/** In plain words, to follow a colon. */
	what: string;
	/** How to get going again, in whole sentences. */
	advice: string;
	/**
	 * Whether the request may have arrived. False only where a connection to the server certainly never
	 * came about, so that the request can be sent again without being carried out twice.
	 */
	wasSent: boolean;
	/** Whether the same request may be answered a little later. */
	mayPass: boolean;
}

interface Fault {
	code: string;
	/** Everything that n8n, axios and Node.js say, in one text. */
	text: string;
	/** Of the URL that was asked, e.g. `engine.prod.bria-api.com`. */
	host: string;
	/** The proxy that the connection was to be made to, if it was not the server itself. */
	proxy?: string;
}

interface Rule {
	/** Matches the code. */
	code?: RegExp;
	/** Matches what was said, where a code alone does not tell. */
	text?: RegExp;
	what: (fault: Fault) => string;
	advice: string;
	wasSent: boolean;
	/** Default true. */
	mayPass?: boolean;
}

const CHECK_PROXY =
	"Check the proxy settings of the machine that n8n runs on (the environment variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY), or ask n8n's administrator.";
const CHECK_ADDRESS =
	'Check the address, and whether a firewall keeps the machine that n8n runs on from it.';
const CHECK_DNS =
	'Check how the address is spelled, and whether the machine that n8n runs on can look up names.';
const CHECK_CERTIFICATE =
	"A firewall or proxy that looks into encrypted connections brings a certificate of its own: ask n8n's administrator to make its issuer known to n8n (the environment variable NODE_EXTRA_CA_CERTS). Otherwise check the address.";
const TRY_LATER = 'Execute the workflow again later.';

const target = ({ host, proxy }: Fault) => (proxy ? `the proxy ${proxy}` : host);

const certificate = (why: string) => (fault: Fault) =>
	`the certificate of ${fault.host} is not accepted, since ${why} (${fault.code})`;

/** A connection that is not made, and will not be the next time. */
const NEVER = { wasSent: false, mayPass: false };

/** The first that fits counts. Codes are those of Node.js (libuv, OpenSSL) and axios. */
const RULES: Rule[] = [
	{
		code: /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)$/,
		what: certificate('it is self-signed'),
		advice: CHECK_CERTIFICATE,
		...NEVER,
	},
	{
		code: /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
		what: certificate('it has expired or is not valid yet'),
		advice:
			'Check the clock of the machine that n8n runs on. If it is right, the owner of that address has to renew the certificate.',
		...NEVER,
	},
	{
		code: /^(ERR_TLS_CERT_ALTNAME_\w+|HOSTNAME_MISMATCH)$/,
		what: certificate('it is made out for another address'),
		advice: CHECK_CERTIFICATE,
		...NEVER,
	},
	{
		code: /^(?!ERR_SSL)\w*(CERT|CRL|UNABLE_TO_VERIFY|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/,
		what: certificate('n8n does not trust its issuer'),
		advice: CHECK_CERTIFICATE,
		...NEVER,
	},
	{
		text: /\bblocked because\b/,
		what: ({ host }) =>
			`n8n's own protection against requests to internal addresses blocks ${host}`,
		advice: "Check the address, or ask n8n's administrator to allow it.",
		...NEVER,
	},
	{
		code: /^(ENOTFOUND|ENODATA)$/,
		what: (fault) => `DNS does not know the name of ${target(fault)} (${fault.code})`,
		advice: CHECK_DNS,
		wasSent: false,
	},
	{
		code: /^EAI_/,
		what: (fault) => `DNS gave no answer for the name of ${target(fault)} (${fault.code})`,
		advice: CHECK_DNS,
		wasSent: false,
	},
	{
		code: /^ECONNREFUSED$/,
		what: (fault) => `${target(fault)} refused the connection (${fault.code})`,
		advice: CHECK_ADDRESS,
		wasSent: false,
	},
	{
		code: /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/,
		what: (fault) => `${target(fault)} is not reachable in the network (${fault.code})`,
		advice: CHECK_ADDRESS,
		wasSent: false,
	},
	{
		text: /\bconnect ETIMEDOUT\b/,
		what: (fault) => `${target(fault)} did not take the connection in time (ETIMEDOUT)`,
		advice: CHECK_ADDRESS,
		wasSent: false,
	},
	{
		text: /Proxy connection ended before receiving CONNECT response/,
		what: () => 'the proxy closed the connection before it was through to the server',
		advice: CHECK_PROXY,
		wasSent: false,
	},
	{
		text: /disconnected before secure TLS connection was established/,
		what: ({ host, code }) => `${host} closed the connection before it was encrypted (${code})`,
		advice: CHECK_ADDRESS,
		wasSent: false,
	},
	{
		text: /wrong version number/,
		what: ({ host, code }) => `${host} does not speak https on this port (${code})`,
		advice: 'Check the address: its beginning (https://) and its port.',
		wasSent: false,
	},
	{
		code: /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+)$/,
		what: ({ host, code }) => `the encryption of the connection to ${host} failed (${code})`,
		advice: CHECK_ADDRESS,
		wasSent: true,
	},
	{
		code: /^(ETIMEDOUT|ECONNABORTED|ESOCKETTIMEDOUT|ERR_CANCELED)$/,
		what: ({ host, code }) => `${host} gave no answer in time (${code})`,
		advice: TRY_LATER,
		wasSent: true,
	},
	{
		code: /^HPE_HEADER_OVERFLOW$/,
		what: ({ host, code }) => `the headers of what ${host} answered are too large (${code})`,
		advice: CHECK_ADDRESS,
		wasSent: true,
	},
	{
		code: /^HPE_/,
		what: ({ host, code }) => `what ${host} answered is not HTTP (${code})`,
		advice: CHECK_ADDRESS,
		wasSent: true,
	},
	{
		code: /^(Z_\w+|ERR_\w*ERROR_FORMAT\w*)$/,
		what: ({ host, code }) =>
			`what ${host} answered is compressed so that it cannot be read (${code})`,
		advice: TRY_LATER,
		wasSent: true,
	},
	{
		code: /^\w+$/,
		what: ({ code }) => `the connection was broken (${code})`,
		advice: TRY_LATER,
		wasSent: true,
	},
];

interface ErrorLike {
	message?: string;
	code?: unknown;
	cause?: unknown;
	/** Of Node.js' AggregateError: why each address of the server was not reached. */
	errors?: unknown;
	description?: unknown;
	/** n8n's own errors have a code here, and the first message in `messages`; up to n8n-core 2.20 there is no cause. */
	httpCode?: unknown;
	messages?: unknown;
}

const MOST_CAUSES = 5;

function withCauses(error: unknown): ErrorLike[] {
	const errors: ErrorLike[] = [];
	let next = error;
	while (typeof next === 'object' && next !== null && errors.length < MOST_CAUSES) {
		errors.push(next);
		next = (next as ErrorLike).cause;
	}
	return errors;
}

function texts(errors: ErrorLike[]): string[] {
	return errors
		.flatMap(({ message, messages, description, errors: each }) => [
			...[message, messages, description].flat(),
			...(Array.isArray(each) ? each.map((error: ErrorLike | null) => error?.message) : []),
		])
		.filter((text): text is string => typeof text === 'string');
}

const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' };

/** The other end of the connection, as `host:port` or `host`, where the text names another one than the URL. */
function findProxy(text: string, url: URL | undefined): string | undefined {
	if (!url) return undefined;
	const [, name] = /getaddrinfo \w+ ([\w.-]+)/.exec(text) ?? [];
	if (name) return name.toLowerCase() === url.hostname ? undefined : name;
	const [, address, port] = /connect E[A-Z]+ (\S+):(\d+)/.exec(text) ?? [];
	const isSame = port === (url.port || DEFAULT_PORTS[url.protocol]);
	return address && !isSame ? `${address}:${port}` : undefined;
}

/**
 * Why a request got no answer, from the error that n8n rejected it with.
 *
 * @param error of n8n, axios or Node.js, with its causes
 * @param url that was asked. Without it a proxy is not told from the server
 */
export function explain(error: unknown, url?: string): ConnectionFailure {
	const errors = withCauses(error);
	const text = texts(errors).join('\n');
	const codes = errors.flatMap(({ code, httpCode }) => [code, httpCode]);
	const code = codes.filter((each) => typeof each === 'string').pop();
	const asked = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
	const fault = {
		code: code ?? 'no_answer',
		text,
		host: asked?.host ?? 'the server',
		proxy: findProxy(text, asked),
	};
	const rule = RULES.find((each) => each.text?.test(text) || each.code?.test(code ?? ''));
	return {
		code: fault.code,
		what: rule?.what(fault) ?? (texts(errors)[0] || 'no answer arrived'),
		advice: fault.proxy ? CHECK_PROXY : (rule?.advice ?? TRY_LATER),
		wasSent: rule?.wasSent ?? true,
		mayPass: rule?.mayPass ?? true,
	};
}

/** No answer within the time that was given. */
export const timedOut = (timeoutMs: number): ConnectionFailure => ({
	code: 'timeout',
	what: `no answer within ${timeoutMs / 1000} seconds`,
	advice: TRY_LATER,
	wasSent: true,
	mayPass: true,
});

/** An answer that is larger than anything that is expected. */
export const tooLarge = (): ConnectionFailure => ({
	code: 'too_large',
	what: 'the answer was too large',
	advice: CHECK_ADDRESS,
	wasSent: true,
	mayPass: true,
});

/** The HTTP status of a proxy, never of the server behind it (RFC 9110, 15.5.8). */
export const PROXY_WANTS_LOGIN = 407;

/** @param name what the proxy calls itself */
export const proxyWantsLogin = (name: string | undefined): ConnectionFailure => ({
	code: PROXY_WANTS_LOGIN,
	what: `the proxy between n8n and the internet${name ? ` (${name})` : ''} wants a user name and a password (HTTP 407)`,
	advice: CHECK_PROXY,
	wasSent: false,
	mayPass: true,
});
