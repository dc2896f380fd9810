import { createHash } from 'crypto';

import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

/** Per webhook, in this process: some hundred kB. */
const MOST_IDS = 10_000;

/** Per webhook, in n8n's database, where all of them are written at each delivery. */
const MOST_SAVED_IDS = 1_000;

const MOST_WEBHOOKS = 1_000;

/** The accepted deliveries as short hashes of their IDs, oldest first, and whether their execution was started. */
type Accepted = Map<string, boolean>;

const webhooks = new Map<string, Accepted>();

function keepNewest(entries: Map<string, unknown>, most: number): void {
	for (const oldest of entries.keys()) {
		if (entries.size <= most) return;
		entries.delete(oldest);
	}
}

/** The test URL and the production URL of a node are different webhooks. */
function acceptedBy(context: IWebhookFunctions): Accepted {
	const webhook = `${context.getWorkflow().id} ${context.getNode().id} ${context.getMode()}`;
	const accepted: Accepted = webhooks.get(webhook) ?? new Map<string, boolean>();
	webhooks.delete(webhook);
	webhooks.set(webhook, accepted);
	keepNewest(webhooks, MOST_WEBHOOKS);
	return accepted;
}

function savedIds({ accepted }: IDataObject): string[] {
	return Array.isArray(accepted) ? accepted.map(String) : [];
}

/**
 * Accepts a delivery, unless the same webhook has accepted it before: Bria delivers at least once. What
 * this process remembers is certain. n8n also saves the newest IDs with the workflow, for after a
 * restart and for other processes: there, deliveries at the same moment can miss each other.
 *
 * @param id the delivery's
 * @returns undefined where it was accepted before; or else a function to call when it is known whether
 *   the execution was started. If it was not, Bria's next attempt is accepted.
 */
export function accept(
	context: IWebhookFunctions,
	id: string,
): ((isStarted: boolean) => void) | undefined {
	const hash = createHash('sha256').update(id).digest('base64url').slice(0, 16);
	const accepted = acceptedBy(context);
	const saved = context.getWorkflowStaticData('node');
	for (const one of savedIds(saved)) accepted.set(one, true);
	if (accepted.has(hash)) return undefined;

	const started = [...accepted].filter(([, isStarted]) => isStarted).map(([one]) => one);
	// n8n saves this only if it starts the execution.
	saved.accepted = [...started, hash].slice(-MOST_SAVED_IDS);
	accepted.set(hash, false);
	keepNewest(accepted, MOST_IDS);
	return (isStarted) => {
		if (isStarted) accepted.set(hash, true);
		else accepted.delete(hash);
	};
}
