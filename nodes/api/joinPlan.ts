import { type Lease, sharedPlan } from '../polling/sharedPlan';
import type { BriaCredential } from './credential';
import { systemClock } from './systemClock';

/**
 * Joins all executions of this process that use the same plan: Bria counts requests by token and endpoint.
 *
 * @param endpoint as Bria counts, e.g. `status` or `image/generate`
 * @returns the execution's part in the plan, to be left when the execution is over
 */
export function joinPlan(credential: BriaCredential, endpoint: string): Lease {
	const { apiToken, baseUrl, requestsPerMinute } = credential;
	const { origin } = new URL(baseUrl);
	return sharedPlan(`${apiToken} ${origin} ${endpoint}`, systemClock).join(requestsPerMinute);
}
