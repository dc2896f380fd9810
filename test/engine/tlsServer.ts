import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { generate } from 'selfsigned';

/** An https server on this machine whose certificate Node.js does not accept. */
export interface TlsServer {
	origin: string;
	/** How many connections were tried. */
	connections(): number;
	/** How many requests arrived. */
	requests(): number;
	close(): Promise<void>;
}

/** Real time, whatever time it is in the test. */
const VALID = { notBeforeDate: new Date('2020-01-01'), notAfterDate: new Date('2090-01-01') };

/** An authority that nobody knows. */
async function makeAuthority() {
	const { cert, private: key } = await generate([{ name: 'commonName', value: 'Nobody' }], {
		keyType: 'ec',
		algorithm: 'sha256',
		...VALID,
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'keyUsage', keyCertSign: true },
		],
	});
	return { cert, key };
}

/** @param issuedBy who vouches for the certificate: nobody, or an authority that nobody knows */
export async function startTlsServer(issuedBy: 'itself' | 'a stranger'): Promise<TlsServer> {
	const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
		keyType: 'ec',
		algorithm: 'sha256',
		...VALID,
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
		ca: issuedBy === 'itself' ? undefined : await makeAuthority(),
	});
	let requests = 0;
	let connections = 0;
	const server = createServer({ cert, key }, (_req, res) => {
		requests++;
		res.end('{}');
	});
	server.on('connection', () => connections++);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
		connections: () => connections,
		requests: () => requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
