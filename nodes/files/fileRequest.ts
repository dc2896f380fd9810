import type { IDataObject, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';

import { isLoopback, isPrivateAddress } from '../api/privateAddress';

/** What of n8n a download needs: nodes and triggers have it. */
export interface FileContext {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;
}

type PreparedBody = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** A readable stream. Unlike `on`, `prependListener` does not start it. */
export type FileBody = Exclude<PreparedBody, Buffer | Uint8Array> & {
	prependListener(event: 'data', listener: (chunk: Buffer) => void): void;
	prependListener(event: 'error', listener: (error: Error) => void): void;
	iterator(options: { destroyOnReturn: boolean }): AsyncIterable<Buffer>;
	unshift(chunk: Buffer): void;
	destroy(): void;
	/** Node.js' socket, where the answer comes right from it. */
	socket?: { remoteAddress?: string; _host?: string | null };
};

export interface FileResponse {
	statusCode: number;
	headers: IDataObject;
	body: FileBody;
	/** The address that answered, behind all redirects. */
	url: string;
}

export interface FileRequestOptions {
	/** The credential's. Unless it is on this machine, nothing private is asked. */
	baseUrl: string;
	/** Ends the request, and whatever of the answer nobody has read. */
	signal: AbortSignal;
}

const MOST_REDIRECTS = 5;

/** An address that is not asked. */
export class RefusedAddress extends Error {}

function check(url: string, baseUrl: string): void {
	const isWeb = URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
	if (!isWeb) throw new RefusedAddress('its address is not a web address');
	if (isPrivateAddress(url) && !isLoopback(baseUrl)) {
		throw new RefusedAddress('its address is in a private network');
	}
}

/**
 * A public name may lead to a private address: then nothing of the answer is read. n8n lets no node look
 * names up, so the connection that was made tells. Node.js notes there which name it looked up (`_host`):
 * behind a proxy, that of the proxy, whose address says nothing.
 */
function checkConnection(url: string, { socket }: FileBody, baseUrl: string): void {
	const { hostname } = new URL(url);
	const { _host: name, remoteAddress } = socket ?? {};
	if (!remoteAddress || name !== hostname || isLoopback(baseUrl)) return;
	const address = remoteAddress.replace(/^::ffff:(?=[\d.]+$)/, '');
	const host = address.includes(':') ? `[${address}]` : address;
	if (isPrivateAddress(`http://${host}/`)) {
		throw new RefusedAddress(`its name ${hostname} leads to a private network`);
	}
}

async function getOnce(
	{ helpers }: FileContext,
	url: string,
	{ signal }: FileRequestOptions,
): Promise<FileResponse> {
	const { statusCode, headers, body } = (await helpers.httpRequest({
		url,
		method: 'GET',
		headers: { Accept: '*/*', 'Accept-Encoding': 'identity' },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		abortSignal: signal,
	})) as IN8nHttpFullResponse;
	const stream = body as unknown as FileBody;
	// A connection may break while nobody reads. Whoever reads later is told.
	stream.prependListener('error', () => undefined);
	return { statusCode, headers, body: stream, url };
}

/**
 * Asks for a file, without any credential. Storage services redirect, so redirects are followed.
 *
 * @returns whatever HTTP status there is
 * @throws RefusedAddress, or n8n's error for a broken connection
 */
export async function requestFile(
	context: FileContext,
	url: string,
	options: FileRequestOptions,
): Promise<FileResponse> {
	let address = url;
	for (let redirects = 0; ; redirects++) {
		check(address, options.baseUrl);
		const answer = await getOnce(context, address, options);
		checkConnection(address, answer.body, options.baseUrl);
		const { location } = answer.headers;
		const isRedirect = answer.statusCode >= 300 && answer.statusCode < 400;
		if (!isRedirect || typeof location !== 'string' || redirects === MOST_REDIRECTS) return answer;
		address = URL.canParse(location, address) ? new URL(location, address).href : location;
	}
}
