import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { LARGEST_BODY } from '../api/httpRequest';
import { isId, readJobStatus } from '../api/jobStatus';
import { asObject, parseJson } from '../api/parseJson';
import { TokenRedactor } from '../api/tokenRedactor';

/** A delivery as it arrived. */
export interface Delivery {
	/** By their names in lower case. */
	headers: IDataObject;
	/** The bytes of the body. JSON that is parsed and written again has another signature. */
	rawBody: Buffer;
}

/** What a delivery says of a job. */
export interface Report {
	requestId: string;
	/** Bria's body, as a status call answers. */
	body: IDataObject;
	status: string;
}

/** What n8n has received. Forms that n8n takes apart itself have no bytes, and no signature fits them. */
export function readDelivery(context: IWebhookFunctions): Delivery {
	const { rawBody = Buffer.alloc(0) } = context.getRequestObject();
	return { headers: context.getHeaderData() as IDataObject, rawBody };
}

/** A header, or an empty text where it is missing. */
export function header({ headers }: Delivery, name: string): string {
	const value = headers[name];
	return typeof value === 'string' ? value : '';
}

/** The request ID, which Bria sends in a header. Repeated deliveries have the same, so it tells duplicates. */
export const idOf = (delivery: Delivery): string => header(delivery, 'bria-webhook-id');

/**
 * Reads what Bria says of the job.
 *
 * @returns undefined for what is no answer of Bria's, or larger or more deeply nested than one
 */
export function readReport(delivery: Delivery, apiToken: string): Report | undefined {
	const { rawBody } = delivery;
	if (rawBody.length > LARGEST_BODY) return undefined;
	const document = new TokenRedactor(apiToken).redact(parseJson(rawBody.toString()));
	const body = asObject(document);
	const status = body && readJobStatus(body);
	if (!body || status === undefined) return undefined;
	const requestId = String(isId(body.request_id) ? body.request_id : idOf(delivery));
	return { requestId, status, body: { ...body, request_id: requestId } };
}
