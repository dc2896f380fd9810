import { createHmac, timingSafeEqual } from 'crypto';

import { type Delivery, header, idOf } from './delivery';

/** What Bria signs with is not the API token itself but this text, signed with the token. */
const PURPOSE = 'bria-webhook-signing-v1';

const VERSION = 'v1=';

/** Bria tries for 45 minutes. Afterwards nobody can repeat a delivery that was recorded. */
const MOST_SECONDS_APART = 3600;

const timestampOf = (delivery: Delivery): string => header(delivery, 'bria-webhook-timestamp');

function expectedSignature(delivery: Delivery, apiToken: string): Buffer {
	const key = createHmac('sha256', apiToken).update(PURPOSE).digest();
	const signed = createHmac('sha256', key)
		// Node reads the bytes of a header as Latin-1.
		.update(`${idOf(delivery)}.${timestampOf(delivery)}.`, 'latin1')
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
	const isComplete = apiToken !== '' && idOf(delivery) !== '';
	const timely = isTimely(timestampOf(delivery), now);
	return equal.includes(true) && isComplete && timely;
}
