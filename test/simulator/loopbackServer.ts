import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

import type { Certificate } from './certificate';

/** An HTTP server on 127.0.0.1 that can be closed at once. */
export interface LoopbackServer {
	/** `http://127.0.0.1:<port>`, or `https:`. */
	readonly origin: string;
	/** Sockets open now, idle kept-alive ones included. */
	readonly openConnections: number;
	/** Destroys every open socket; resolves when the port is free. Safe to call twice. */
	close(): Promise<void>;
}

const KEEP_ALIVE_MS = 65_000;

/**
 * @param port 0: any free port
 * @param certificate makes it an HTTPS server
 */
export async function listen(
	handler: RequestListener,
	port = 0,
	certificate?: Certificate,
): Promise<LoopbackServer> {
	const options = { keepAliveTimeout: KEEP_ALIVE_MS, ...certificate };
	const server = certificate ? createTlsServer(options, handler) : createServer(options, handler);
	const sockets = new Set<Socket>();
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.once('close', () => sockets.delete(socket));
	});

	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const { port: actualPort } = server.address() as AddressInfo;

	let closed: Promise<unknown> | undefined;
	return {
		origin: `${certificate ? 'https' : 'http'}://127.0.0.1:${actualPort}`,
		get openConnections() {
			return sockets.size;
		},
		async close() {
			closed ??= closeAll(server, sockets);
			await closed;
		},
	};
}

function closeAll(server: Server, sockets: Iterable<Socket>): Promise<unknown> {
	const ends = Array.from(sockets, (socket) => once(socket.destroy(), 'close'));
	return Promise.all([once(server.close(), 'close'), ...ends]);
}
