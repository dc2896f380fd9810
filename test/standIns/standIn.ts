import express, { type Express, type Request } from 'express';

import { listen, type LoopbackServer } from '../simulator/loopbackServer';

/** The HTTP status for what no stand-in knows. */
export const NOT_KNOWN = 501;

/** A service of the internet that is played on this machine. */
export interface StandIn {
	/** Those that it answers for, e.g. `slack.com`. */
	readonly hosts: readonly string[];
	/** Where it really listens. */
	readonly origin: string;
	close(): Promise<void>;
}

const LARGEST_BODY = '50mb';

/** An app that has read each body as bytes: `bodyOf` and `fieldsOf` give them. */
export function standInApp(): Express {
	return express().use(express.raw({ type: () => true, limit: LARGEST_BODY }));
}

/** The bytes of a request's body; empty where it has none. */
export function bodyOf({ body }: Request): Buffer {
	return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** The fields of a JSON or form body. */
export function fieldsOf(request: Request): Record<string, unknown> {
	const text = bodyOf(request).toString();
	if (request.is('json')) return text === '' ? {} : JSON.parse(text);
	return Object.fromEntries(new URLSearchParams(text));
}

/** What follows `Bearer` in the request's header `Authorization`. */
export function bearerOf({ headers }: Request): string | undefined {
	return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
}

/** Lets an app answer for hosts of the internet. What it has no route for, it does not know. */
export async function startStandIn(hosts: readonly string[], app: Express): Promise<StandIn> {
	app.use((req, res) => {
		res.status(NOT_KNOWN).send(`The stand-in does not know ${req.method} ${req.path}`);
	});
	const server: LoopbackServer = await listen(app);
	return { hosts, origin: server.origin, close: () => server.close() };
}
