import type { IExecuteFunctions } from 'n8n-workflow';

import {
	BASE_URL_REPLACEMENTS,
	CREDENTIAL_RULES,
	NO_ADDRESS,
	SET_BASE_URL,
} from './credentialRules';
import { operationError } from './nodeError';
import { isLoopback } from './privateAddress';

/** What the "Bria API" credential holds, checked. */
export interface BriaCredential {
	apiToken: string;
	/** Without spaces, query and slashes at its end, which is `/v2`. */
	baseUrl: string;
	requestsPerMinute: number;
}

/** The form's default, for credentials that were saved without the field. */
const DEFAULT_REQUESTS_PER_MINUTE = 60;

function readBaseUrl(text: string): string | undefined {
	const baseUrl = BASE_URL_REPLACEMENTS.reduce(
		(url, [pattern, replacement]) => url.replace(pattern, replacement),
		text,
	);
	if (!URL.canParse(baseUrl)) return undefined;
	const { origin, pathname, protocol } = new URL(baseUrl);
	return protocol === 'https:' || isLoopback(baseUrl) ? origin + pathname : undefined;
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
		operationError(context.getNode(), message, { description });

	const fields = { apiToken: String(saved.apiToken ?? ''), baseUrl: String(saved.baseUrl ?? '') };
	const broken = CREDENTIAL_RULES.find(({ field, pattern }) => pattern.test(fields[field]));
	if (broken) throw refuse(broken.message, broken.advice);

	const baseUrl = readBaseUrl(fields.baseUrl);
	if (!baseUrl) {
		throw refuse(NO_ADDRESS, SET_BASE_URL);
	}
	const requestsPerMinute = Number(saved.requestsPerMinute ?? DEFAULT_REQUESTS_PER_MINUTE);
	if (!(requestsPerMinute >= 1)) {
		throw refuse(
			'Requests per Minute is less than 1',
			"Set 'Requests per Minute' in the Bria API credential to what your plan allows.",
		);
	}
	return { apiToken: fields.apiToken, baseUrl, requestsPerMinute: Math.floor(requestsPerMinute) };
}
