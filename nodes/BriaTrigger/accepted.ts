import { createHash } from 'crypto';

import type { IWebhookFunctions } from 'n8n-workflow';

/** For all webhooks of this process together: some 10 MB at most. */
const MOST_DELIVERIES = 100_000;

/** The deliveries that were accepted, oldest first. */
const accepted = new Set<string>();

/** The test URL and the production URL of a node are different webhooks. */
function keyOf(context: IWebhookFunctions, id: string): string {
	const webhook = [context.getWorkflow().id, context.getNode().id, context.getMode()];
	return createHash('sha256')
		.update(JSON.stringify([...webhook, id]))
		.digest('base64');
}

/**
 * Accepts a delivery, unless the same webhook has accepted it before: Bria delivers at least once.
 *
 * It is this process that remembers. n8n's own memory for nodes, `getWorkflowStaticData`, is of no use
 * here: n8n 2.40 does not save what changes before it has started the execution.
 *
 * @param id the delivery's
 * @returns false where it was accepted before
 */
export function accept(context: IWebhookFunctions, id: string): boolean {
	const key = keyOf(context, id);
	if (accepted.has(key)) return false;
	accepted.add(key);
	for (const oldest of accepted) {
		if (accepted.size <= MOST_DELIVERIES) break;
		accepted.delete(oldest);
	}
	return true;
}

/** Forgets a delivery that started no execution, so that Bria's next attempt is accepted. */
export function forget(context: IWebhookFunctions, id: string): void {
	accepted.delete(keyOf(context, id));
}
