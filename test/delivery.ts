import { createHmac } from 'node:crypto';

/** What a delivery is made of. */
export interface DeliveryOptions {
	token: string;
	id: string;
	body: string | Buffer;
	/** Unix seconds. Default: now. */
	timestamp?: number | string;
}

/** One element of the header `Bria-Webhook-Signature`. */
export function signatureOf({
	token,
	id,
	body,
	timestamp = nowInSeconds(),
}: DeliveryOptions): string {
	const key = createHmac('sha256', token).update('bria-webhook-signing-v1').digest();
	const message = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body)]);
	return `v1=${createHmac('sha256', key).update(message).digest('base64')}`;
}

/** The headers of a delivery as Bria sends it. */
export function headersOf(options: DeliveryOptions): Record<string, string> {
	const timestamp = options.timestamp ?? nowInSeconds();
	return {
		'Content-Type': 'application/json',
		'Bria-Webhook-Id': options.id,
		'Bria-Webhook-Timestamp': String(timestamp),
		'Bria-Webhook-Signature': signatureOf({ ...options, timestamp }),
	};
}

export const nowInSeconds = (): number => Math.floor(Date.now() / 1000);
