import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { isLoopback } from './privateAddress';

/** What the "Bria API" credential holds, checked. */
export interface BriaCredential {
	apiToken: string;
	/** Normalized, without a slash at its end. */
	baseUrl: string;
	requestsPerMinute: number;
}

/** n8n's own default for the field, for credentials that were saved without it. */
const DEFAULT_REQUESTS_PER_MINUTE = 60;

function readBaseUrl(text: string): string | undefined {
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password) return undefined;
	return (url.origin + url.pathname).replace(/\/+$/, '');
}

/**
 * Reads the credential of the node.
 *
 * @throws NodeOperationError that names the field to correct
 */
export async function readCredential(
	context: Pick<IExecuteFunctions, 'getCredentials' | 'getNode'>,
): Promise<BriaCredential> {
	const saved = await context.getCredentials('briaApi');
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { description });

	const apiToken = String(saved.apiToken ?? '');
	if (!/^[\x21-\x7e]+$/.test(apiToken)) {
		throw refuse(
			apiToken === ''
				? 'The API Token is empty'
				: 'The API Token holds spaces, line breaks or special characters',
			'Paste the token from the Bria Console into the Bria API credential again.',
		);
	}
	const baseUrl = readBaseUrl(String(saved.baseUrl ?? ''));
	if (!baseUrl) {
		throw refuse(
			'The Base URL is not a web address',
			"Set 'Base URL' in the Bria API credential, e.g. to https://engine.prod.bria-api.com/v2",
		);
	}
	if (baseUrl.startsWith('http:') && !isLoopback(baseUrl)) {
		throw refuse(
			'The Base URL would send the API token unencrypted',
			"Begin the 'Base URL' in the Bria API credential with https://. Only this machine itself may be asked by http://.",
		);
	}
	const requestsPerMinute = Number(saved.requestsPerMinute ?? DEFAULT_REQUESTS_PER_MINUTE);
	if (!(requestsPerMinute >= 1)) {
		throw refuse(
			'Requests per Minute is less than 1',
			"Set 'Requests per Minute' in the Bria API credential to what your plan allows.",
		);
	}
	return { apiToken, baseUrl, requestsPerMinute: Math.floor(requestsPerMinute) };
}
