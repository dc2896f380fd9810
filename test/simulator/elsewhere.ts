import type { IncomingHttpHeaders } from 'node:http';

import { listen } from './loopbackServer';

/** What was sent to the other origin. */
export interface Received {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** Another origin, to prove that nothing is sent there. */
export interface Elsewhere {
	readonly origin: string;
	readonly received: readonly Received[];
	close(): Promise<void>;
}

/** Starts a server that answers everything with `200 {}` and writes down what it was sent. */
export async function startElsewhere(): Promise<Elsewhere> {
	const received: Received[] = [];
	const server = await listen((request, response) => {
		const { method = '', url: path = '', headers } = request;
		const entry = { method, path, headers, body: '' };
		received.push(entry);
		request.setEncoding('utf8');
		request.on('data', (chunk: string) => (entry.body += chunk));
		request.on('end', () => response.setHeader('Content-Type', 'application/json').end('{}'));
	});
	return { origin: server.origin, received, close: () => server.close() };
}
