import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import type { Response } from 'express';

import type { Body } from './bodies';
import { breakConnection, callOf } from './callLog';
import { filler, send } from './streaming';

/** What a fault has to work with. */
export interface FaultContext {
	res: Response;
	requestId: string;
	/** What would be answered without the fault; looking at it does not count as an ask. */
	body: Body;
	/** Another origin, where the simulator writes down what is sent: see `Simulator.elsewhere`. */
	elsewhere: string;
}

/** Takes the place of one answer. It must answer, break the connection, or mean to leave it open. */
export type FaultFunction = (context: FaultContext) => void | Promise<void>;

/** A number is short for `faults.status(number)`. */
export type Fault = number | FaultFunction;

/** What goes with the HTTP status of a fault. */
export interface StatusOptions {
	/** Default: `{error: {code, message, details}, request_id}`. */
	body?: object | string;
	headers?: Record<string, string>;
	/** The header of that name: seconds, or a date. */
	retryAfter?: number | Date;
}

const HTML = '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>';
const MEGABYTE = 1024 * 1024;

const stall: FaultFunction = ({ res }) => void res.type('json').write('{"status":');

const page =
	(statusCode: number, content: string, headers: Record<string, string>): FaultFunction =>
	({ res }) => {
		res.status(statusCode).set(headers).type('html');
		res.send(`<!doctype html><html><body>${content}</body></html>`);
	};

/** What can go wrong with a call. */
export const faults = {
	/** An HTTP status; 200 too, with a body of one's own. */
	status:
		(statusCode: number, options: StatusOptions = {}): FaultFunction =>
		({ res, requestId }) => {
			const { retryAfter, headers = {}, body = errorBody(statusCode, requestId) } = options;
			res.status(statusCode).set(headers);
			if (retryAfter !== undefined) res.set('Retry-After', retryAfterValue(retryAfter));
			if (typeof body === 'string') res.send(body);
			else res.json(body);
		},

	/** The connection breaks before the first byte. */
	broken:
		(): FaultFunction =>
		({ res }) =>
			breakConnection(res),

	/** The connection breaks in the middle of the body. */
	brokenBody:
		(): FaultFunction =>
		async ({ res, body }) => {
			const bytes = Buffer.from(JSON.stringify(body));
			res.type('json').set('Content-Length', String(bytes.length));
			await send(res, [bytes.subarray(0, bytes.length / 2)]);
			breakConnection(res);
		},

	/** No answer, ever: the connection stays open until someone closes it. */
	hang: (): FaultFunction => () => {},

	/** The answer begins and never goes on. */
	stall: (): FaultFunction => stall,

	/** Bytes that are not HTTP, and the end of the connection. */
	notHttp:
		(): FaultFunction =>
		({ res }) => {
			callOf(res).broken = true;
			res.socket?.end('220 Ready\r\n');
		},

	/** The right answer, slowly. Default 100 bytes a second: about a second for a short body. */
	slow:
		(bytesPerSecond = 100): FaultFunction =>
		async ({ res, body }) => {
			await send(res.type('json'), [Buffer.from(JSON.stringify(body))], { bytesPerSecond });
			res.end();
		},

	/** The right answer, whole, after so many milliseconds. */
	late:
		(ms: number): FaultFunction =>
		async ({ res, body }) => {
			await sleep(ms, undefined, { ref: false });
			if (!res.destroyed) res.json(body);
		},

	/** A page for people, as proxies send it, with HTTP 200. */
	html:
		(page = HTML): FaultFunction =>
		({ res }) => {
			res.type('html').send(page);
		},

	/** What a firewall between here and Bria answers: 403 and its own page. */
	firewallPage: (server = 'cloudflare', via = '1.1 edge.example'): FaultFunction =>
		page(403, '<h1>Access denied</h1><p>Your request was blocked.</p>', { server, via }),

	/** What a proxy answers that wants a password: 407 and a page. */
	proxyAuthentication: (server = 'squid/6.6'): FaultFunction =>
		page(407, '<h1>Cache Access Denied</h1>', { server, 'Proxy-Authenticate': 'Basic' }),

	/** JSON of somebody else who answers in Bria's place. Default HTTP 200. */
	othersJson:
		(statusCode = 200, body: object | string = { ok: false, reason: 'login required' }) =>
		({ res }: FaultContext): void =>
			void res.status(statusCode).set('Server', 'nginx').json(body),

	/** HTTP 200 and nothing. */
	empty:
		(): FaultFunction =>
		({ res }) => {
			res.type('json').end();
		},

	/** The first half of the right answer, as if it were all. */
	cutJson:
		(): FaultFunction =>
		({ res, body }) => {
			const text = JSON.stringify(body);
			res.type('json').send(text.slice(0, text.length / 2));
		},

	/** JSON that has no `status`. */
	noStatus:
		(): FaultFunction =>
		({ res, requestId }) => {
			res.json({ request_id: requestId });
		},

	/** Default: the same path at the other origin, HTTP 302. */
	redirect:
		(location?: string, statusCode = 302): FaultFunction =>
		({ res, elsewhere }) => {
			res.redirect(statusCode, location ?? `${elsewhere}${res.req.originalUrl}`);
		},

	/** The right answer with one more field of lists in lists. Default 100,000 levels. */
	nested:
		(levels = 100_000): FaultFunction =>
		({ res, body }) => {
			const lists = '['.repeat(levels) + ']'.repeat(levels);
			res.type('json').send(JSON.stringify({ ...body, lists: 0 }).replace(/0}$/, `${lists}}`));
		},

	/** As huge as `oversized`, and compressed to little. Default 8 MiB. */
	inflating:
		(bytes = 8 * MEGABYTE): FaultFunction =>
		({ res, body }) => {
			const json = JSON.stringify({ ...body, padding: 'x'.repeat(bytes) });
			res.type('json').set('Content-Encoding', 'gzip').send(gzipSync(json));
		},

	/** The right answer with one more field that makes it huge: valid JSON, streamed. Default 64 MiB. */
	oversized:
		(bytes = 64 * MEGABYTE): FaultFunction =>
		async ({ res, body }) => {
			const json = JSON.stringify({ ...body, padding: '' });
			const head = Buffer.from(json.slice(0, -2));
			const tail = Buffer.from(json.slice(-2));
			res.type('json');
			for (const part of [[head], filler(bytes, 'x'), [tail]]) await send(res, part);
			res.end();
		},
};

/** The faults that were scripted, each used once, in order. */
export class FaultScript<T = Fault> {
	private readonly scripts = new Map<string, T[]>();

	/** @param target what it hits; `*`: whatever is next and has no fault of its own */
	add(target: string, list: readonly T[]): void {
		this.scripts.set(target, [...(this.scripts.get(target) ?? []), ...list]);
	}

	next(target: string): T | undefined {
		return this.scripts.get(target)?.shift() ?? this.scripts.get('*')?.shift();
	}
}

/** What a fault does; a number stands for its HTTP status. */
export function faultFunction(fault: Fault): FaultFunction {
	return typeof fault === 'number' ? faults.status(fault) : fault;
}

function errorBody(code: number, requestId: string): Body {
	const error = { code, message: `HTTP ${code}`, details: 'A scripted fault of the simulator.' };
	return { error, request_id: requestId };
}

function retryAfterValue(retryAfter: number | Date): string {
	return retryAfter instanceof Date ? retryAfter.toUTCString() : String(retryAfter);
}
