import { createHmac } from 'node:crypto';

/**
 * Signs a webhook delivery as Bria does: `v1=` and Base64 of HMAC-SHA256 over
 * `<id>.<timestamp>.<body>`, under a key that is made of the API token.
 * @param timestamp Unix time in seconds
 */
export function signWebhook(token: string, id: string, timestamp: string, body: string): string {
	const key = createHmac('sha256', token).update('bria-webhook-signing-v1').digest();
	const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`);
	return `v1=${signature.digest('base64')}`;
}
