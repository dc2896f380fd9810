import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import express, { type Express } from 'express';
import { generateCACertificate, getLocal } from 'mockttp';

import { freePort } from '../n8n/port';
import { listen } from '../simulator/loopbackServer';
import { NOT_KNOWN } from './standIn';

/**
 * An HTTP proxy that pretends to be the internet: it ends TLS with a certificate authority of its own, and
 * hands each request to the stand-in that answers for its host. Nothing leaves this machine.
 */
export interface InternetProxy {
	/** Environment variables that make a program, n8n or npm, use the proxy and trust it. */
	readonly environment: Record<string, string>;
	/** Where `Internet` says which stand-in answers for which host. */
	readonly controlUrl: string;
	/** `METHOD URL` of every request that nobody knew an answer to. */
	readonly unanswered: readonly string[];
	close(): Promise<void>;
}

/** Stands for a server that has ended. Who has not heard of that may still ask: that is no unknown host. */
const GONE = '';

/**
 * `PUT` and `DELETE /hosts/:host` with `{origin}`: the HTTP server that answers for the host.
 * `DELETE /unanswered`: forgets and returns what nobody knew an answer to.
 */
function control(origins: Map<string, string>, unanswered: string[]): Express {
	const app = express();
	app.put('/hosts/:host', express.json(), ({ params, body }, res) => {
		origins.set(params.host, body.origin);
		res.json({});
	});
	app.delete('/hosts/:host', ({ params }, res) => {
		origins.set(params.host, GONE);
		res.json({});
	});
	app.delete('/unanswered', (_req, res) => void res.json(unanswered.splice(0)));
	return app;
}

/** Starts the proxy on a free port. */
export async function startInternetProxy(): Promise<InternetProxy> {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-bria-proxy-'));
	const authority = await generateCACertificate();
	const certificate = path.join(folder, 'authority.pem');
	await writeFile(certificate, authority.cert);

	const origins = new Map<string, string>();
	const asked = new Map<string, string>();
	const unanswered: string[] = [];
	const proxy = getLocal({ https: authority });
	await proxy.start(await freePort());
	await proxy.forUnmatchedRequest().thenPassThrough({
		beforeRequest: ({ id, method, url }) => {
			const { hostname, pathname, search } = new URL(url);
			const origin = origins.get(hostname);
			asked.set(id, `${method} ${url}`);
			if (origin) return { url: origin + pathname + search };
			if (origin !== GONE) unanswered.push(`${method} ${url}`);
			return { response: { statusCode: NOT_KNOWN, body: `No stand-in for ${hostname}` } };
		},
		beforeResponse: ({ statusCode }, { id }) => {
			if (statusCode === NOT_KNOWN) unanswered.push(asked.get(id) ?? id);
			asked.delete(id);
		},
	});
	const controlServer = await listen(control(origins, unanswered));

	const address = `http://127.0.0.1:${proxy.port}`;
	const loopback = '127.0.0.1,localhost';
	return {
		environment: {
			...{ HTTP_PROXY: address, HTTPS_PROXY: address, NO_PROXY: loopback },
			...{ http_proxy: address, https_proxy: address, no_proxy: loopback },
			NODE_EXTRA_CA_CERTS: certificate,
			// What stand-ins answer must not get into the cache that npm uses otherwise.
			npm_config_cache: path.join(folder, 'npm-cache'),
			// npm may be told of other authorities, and then does not know this one.
			npm_config_cafile: certificate,
			npm_config_registry: 'https://registry.npmjs.org/',
		},
		controlUrl: controlServer.origin,
		unanswered,
		async close() {
			await proxy.stop();
			await controlServer.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
