import type { IExecuteFunctions } from 'n8n-workflow';

import { invalidSetting } from '../api/callFailure';
import { type BriaCredential, readCredential } from '../api/credential';
import { toNodeError } from '../api/nodeError';
import { joinPlan } from '../api/joinPlan';
import { type StatusAnswer, statusService } from '../api/statusService';
import { systemClock } from '../api/systemClock';
import { Downloads } from '../files/downloads';
import { type Outcome, pollAll } from '../polling/pollLoop';
import type { Item } from '../results/item';
import { readOnError } from '../results/onError';
import { settle, withFiles } from '../results/outputs';
import { hints } from './hints';
import { type Operation, readMaxWait, readOperation } from './parameters';
import { filesWanted, readItems, requestIds } from './readItems';

/** Under Stop Workflow, the first failed call in the order of the items ends the run. */
function throwFirstFailure(context: IExecuteFunctions, items: Item[]): void {
	if (readOnError(context) !== 'stop') return;
	for (const { failure, itemIndex } of items) {
		if (failure) throw toNodeError(context.getNode(), failure, itemIndex);
	}
}

function addHints(context: IExecuteFunctions, results: Item[], operation: Operation): void {
	const toErrorOutput = readOnError(context) === 'errorOutput';
	context.addExecutionHints?.(...hints(results, { operation, toErrorOutput }));
}

/** Asks for the requests of all items side by side, and has the files of what is COMPLETED fetched. */
async function pollItems(
	context: IExecuteFunctions,
	operation: Operation,
	credential: BriaCredential,
	items: Item[],
	downloads: Downloads,
	signal: AbortSignal,
): Promise<Map<string, Outcome<StatusAnswer>>> {
	const maxWaitMs = operation === 'wait' ? readMaxWait(context) : Infinity;
	const wanted = filesWanted(items);
	const lease = joinPlan(credential, 'status');
	try {
		return await pollAll(requestIds(items), {
			poll: statusService(context, credential),
			lease,
			mode: operation === 'wait' ? 'untilFinished' : 'once',
			maxWaitMs,
			endOnFailure: readOnError(context) === 'stop',
			signal,
			onOutcome(id, outcome) {
				const { body, status } = outcome.state === 'finished' ? outcome.value : {};
				if (body && status === 'COMPLETED' && wanted.has(id)) void downloads.start(id, body);
			},
		});
	} finally {
		lease.leave();
	}
}

/**
 * Reads the items that came in, and returns each with what became of its request.
 *
 * @throws an error that names the item where a call fails and On Error is Stop Workflow, and wherever a
 * setting of the node or its credential cannot work
 */
export async function getResults(context: IExecuteFunctions): Promise<Item[]> {
	const operation = readOperation(context);
	const credential = await readCredential(context);

	const items = await readItems(context, credential);
	throwFirstFailure(context, items);

	const stopped = context.getExecutionCancelSignal();
	const fileFailed = new AbortController();
	const signal = AbortSignal.any([fileFailed.signal, ...(stopped ? [stopped] : [])]);
	const downloads = new Downloads(context, {
		baseUrl: credential.baseUrl,
		clock: systemClock,
		signal,
		onFailure() {
			if (readOnError(context) === 'stop') fileFailed.abort();
		},
	});
	try {
		const outcomes = await pollItems(context, operation, credential, items, downloads, signal);
		const settled = settle(items, outcomes);
		throwFirstFailure(context, settled);

		const results = withFiles(settled, await downloads.all());
		throwFirstFailure(context, results);
		addHints(context, results, operation);
		return results;
	} finally {
		downloads.end();
	}
}

/** Every item as a failed call. When a node throws, n8n would pass its input on to Completed. */
export async function failAll(context: IExecuteFunctions, error: Error): Promise<Item[]> {
	const credential = await readCredential(context).catch(() => undefined);
	const items = await readItems(context, credential);
	const results = items.map((item) => ({ ...item, failure: invalidSetting(error) }));
	addHints(context, results, 'get');
	return results;
}
