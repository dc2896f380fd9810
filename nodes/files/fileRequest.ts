import type { IDataObject, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';

import { isLoopback, isPrivateAddress } from '../api/privateAddress';

type PreparedBody = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** A readable stream. Unlike `on`, `prependListener` does not start it. */
export type FileBody = PreparedBody & {
	prependListener(event: 'data' | 'error', listener: () => void): void;
};

export interface FileResponse {
	statusCode: number;
	headers: IDataObject;
	body: FileBody;
}

export interface FileRequestOptions {
	/** The credential's. Unless it is on this machine, nothing private is asked. */
	baseUrl: string;
	/** How long the answer may take to begin, in ms. */
	timeoutMs: number;
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

async function getOnce(
	{ helpers }: IExecuteFunctions,
	url: string,
	{ timeoutMs, signal }: FileRequestOptions,
): Promise<FileResponse> {
	const { statusCode, headers, body } = (await helpers.httpRequest({
		url,
		method: 'GET',
		headers: { Accept: '*/*', 'Accept-Encoding': 'identity' },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: timeoutMs,
		abortSignal: signal,
	})) as IN8nHttpFullResponse;
	const stream = body as unknown as FileBody;
	// A connection may break while nobody reads. Whoever reads later is told.
	stream.prependListener('error', () => undefined);
	return { statusCode, headers, body: stream };
}

/**
 * Asks for a file, without any credential. Storage services redirect, so redirects are followed.
 *
 * @returns whatever HTTP status there is
 * @throws RefusedAddress, or n8n's error for a broken connection
 */
export async function requestFile(
	context: IExecuteFunctions,
	url: string,
	options: FileRequestOptions,
): Promise<FileResponse> {
	let address = url;
	for (let redirects = 0; ; redirects++) {
		check(address, options.baseUrl);
		const answer = await getOnce(context, address, options);
		const { location } = answer.headers;
		const isRedirect = answer.statusCode >= 300 && answer.statusCode < 400;
		if (!isRedirect || typeof location !== 'string' || redirects === MOST_REDIRECTS) return answer;
		address = URL.canParse(location, address) ? new URL(location, address).href : location;
	}
}
