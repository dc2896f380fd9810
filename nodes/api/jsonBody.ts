import type { IDataObject } from 'n8n-workflow';

import { parseJson } from './parseJson';
import type { TokenRedactor } from './tokenRedactor';

/**
 * Reads a JSON object that came from outside, without the API token: before anything of it is quoted,
 * since a part of the token would not be found.
 *
 * @returns undefined where it is anything else
 */
export function readJsonBody(text: string, redactor: TokenRedactor): IDataObject | undefined {
	const body = redactor.redact(parseJson(text));
	return typeof body === 'object' && body !== null && !Array.isArray(body)
		? (body as IDataObject)
		: undefined;
}
