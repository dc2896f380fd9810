import type { NodeExecutionHint } from 'n8n-workflow';

import { quote } from '../api/callFailure';
import { warning } from '../api/nodeError';
import { isPrivateAddress } from '../api/privateAddress';
import type { ItemResult } from './outputItems';

const isPrivate = (url: unknown) => typeof url === 'string' && isPrivateAddress(url);

/**
 * Warnings beside the output: an n8n that cannot be reached from outside hands out webhook URLs that Bria
 * cannot call.
 *
 * @param baseUrl of the credential: a server in the private network can call private addresses
 */
export function hints(results: ItemResult[], baseUrl: string): NodeExecutionHint[] {
	if (isPrivate(baseUrl)) return [];
	const urls = results.filter(({ answer }) => answer).map(({ job }) => job?.body.webhook_url);
	const unreachable = [...new Set(urls.filter(isPrivate))];
	if (unreachable.length === 0) return [];
	const message = `Bria cannot call the Webhook URL ${quote(unreachable.join(', '))}: it is on this machine or in a private network. The jobs go on: ask for them with Bria Status, or give n8n a public address (the environment variable WEBHOOK_URL).`;
	return [warning(message)];
}
