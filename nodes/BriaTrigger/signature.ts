import { createHmac, timingSafeEqual } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

/** A delivery as it arrived. */
export interface Delivery {
	/** By their names in lower case. */
	headers: IDataObject;
	/** The bytes of the body. JSON that is parsed and written again has another signature. */
	rawBody: Buffer;
}

/** What Bria signs with is not the API token itself but this text, signed with the token. */
const KEY_PURPOSE = 'bria-webhook-signing-v1';

const VERSION = 'v1=';

/** Bria tries for 45 minutes. A delivery that somebody has recorded is worth nothing afterwards. */
const MOST_SECONDS_APART = 3600;

function header({ headers }: Delivery, name: string): string {
	const value = headers[name];
	return typeof value === 'string' ? value : '';
}

/** The request that a delivery is about, which also tells a repeated delivery; empty where it is missing. */
export const deliveryId = (delivery: Delivery): string => header(delivery, 'bria-webhook-id');

const timestampOf = (delivery: Delivery): string => header(delivery, 'bria-webhook-timestamp');

function expectedSignature(delivery: Delivery, apiToken: string): Buffer {
	const key = createHmac('sha256', apiToken).update(KEY_PURPOSE).digest();
	const signed = createHmac('sha256', key)
		// Node reads the bytes of a header as Latin-1.
		.update(`${deliveryId(delivery)}.${timestampOf(delivery)}.`, 'latin1')
		.update(delivery.rawBody)
		.digest('base64');
	return Buffer.from(VERSION + signed);
}

function isEqual(expected: Buffer, text: string): boolean {
	const given = Buffer.from(text.trim());
	return given.length === expected.length && timingSafeEqual(given, expected);
}

function isTimely(timestamp: string, now: number): boolean {
	return (
		/^\d{1,12}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= MOST_SECONDS_APART
	);
}

/**
 * Whether Bria sent this, for the organization of the API token, within the last hour
 * (https://docs.bria.ai/webhooks). Takes the same time whatever is wrong.
 *
 * @param apiToken an empty one signs nothing
 * @param now in ms since 1970
 */
export function isFromBria(delivery: Delivery, apiToken: string, now: number): boolean {
	const expected = expectedSignature(delivery, apiToken);
	const given = header(delivery, 'bria-webhook-signature').split(',');
	const equal = given.map((one) => isEqual(expected, one));
	const isComplete = apiToken !== '' && deliveryId(delivery) !== '';
	const timely = isTimely(timestampOf(delivery), now);
	return equal.includes(true) && isComplete && timely;
}
