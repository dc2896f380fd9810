import type { IDataObject } from 'n8n-workflow';

import { parseJson } from './parseJson';
import type { TokenRedactor } from './tokenRedactor';

/** In bytes; a structured prompt takes some kB. */
const LARGEST_BODY = 5_000_000;

function statusOf(body: IDataObject): unknown {
	if (body.status !== undefined) return body.status;
	if (body.error) return 'ERROR';
	if (body.result) return 'COMPLETED';
	if (body.status_url) return 'IN_PROGRESS';
	return body.request_id ? 'UNKNOWN' : undefined;
}

export function readStatusBody(
	bytes: Buffer,
	id: string,
	redactor: TokenRedactor,
): IDataObject | undefined {
	if (bytes.length > LARGEST_BODY) return undefined;
	const body = redactor.redact(parseJson(bytes.toString())) as IDataObject;
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
	const status = statusOf(body);
	return typeof status === 'string' ? { request_id: id, ...body, status } : undefined;
}
