import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A host that takes every connection and never says a word. */
export interface SilentHost {
	/** `http://127.0.0.1:<port>`. */
	readonly origin: string;
	/** How many connections it has taken so far. */
	readonly connections: number;
	close(): Promise<void>;
}

/** Starts one on a port of its own. The caller closes it. */
export async function startSilentHost(): Promise<SilentHost> {
	const sockets: Socket[] = [];
	const server = createServer((socket) => {
		sockets.push(socket.on('error', () => {}));
		socket.resume();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		get connections() {
			return sockets.length;
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			if (server.listening) await new Promise((resolve) => server.close(resolve));
		},
	};
}
