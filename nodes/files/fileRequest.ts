import type { IDataObject, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';

import { isLoopback, isPrivateAddress } from '../api/privateAddress';

/** The part of n8n's context that a download needs: nodes and triggers have it. */
export interface FileContext {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'> &
		Partial<Pick<IExecuteFunctions['helpers'], 'getSecureEgressFilter'>>;
}

type PreparedBody = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** A readable stream. Unlike `on`, `prependListener` does not start it. */
export type FileBody = Exclude<PreparedBody, Buffer | Uint8Array> & {
	prependListener(event: 'data', listener: (chunk: Buffer) => void): void;
	prependListener(event: 'error', listener: (error: Error) => void): void;
	iterator(options: { destroyOnReturn: boolean }): AsyncIterable<Buffer>;
	unshift(chunk: Buffer): void;
};

export interface FileResponse {
	statusCode: number;
	headers: IDataObject;
	body: FileBody;
	/** The address that answered, behind all redirects. */
	url: string;
}

interface FileRequestOptions {
	/** The credential's. Unless it is on this machine, no private address is asked. */
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
 * A public name may lead to a private address. A node cannot look names up; n8n does it for one, from
 * 2.41 on. Where the name has no address, a proxy may know it, or the request says so.
 */
async function checkName({ helpers }: FileContext, url: string, baseUrl: string): Promise<void> {
	if (isLoopback(baseUrl)) return;
	const validate = async () => await helpers.getSecureEgressFilter?.('enforced').validateUrl(url);
	const result = await validate().catch(() => undefined);
	if (result && !result.ok) {
		throw new RefusedAddress(`its name ${new URL(url).hostname} leads to a private network`);
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
	// A connection may break before anybody reads. Without a listener, that error would end the process.
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
		await checkName(context, address, options.baseUrl);
		const answer = await getOnce(context, address, options);
		const { location } = answer.headers;
		const isRedirect = answer.statusCode >= 300 && answer.statusCode < 400;
		if (!isRedirect || typeof location !== 'string' || redirects === MOST_REDIRECTS) return answer;
		address = URL.canParse(location, address) ? new URL(location, address).href : location;
	}
}
