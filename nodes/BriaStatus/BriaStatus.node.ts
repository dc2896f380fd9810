import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { systemClock } from '../api/systemClock';
import { type BriaCredential, readCredential } from '../api/credential';
import { Downloads } from '../files/downloads';
import { isAiTool, MAIN, readOnError } from '../results/onError';
import { invalidSetting } from '../api/callFailure';
import { hints } from './hints';
import { filesWanted, readItems, requestIds } from './readItems';
import { sharedRateLimiter } from '../polling/rateLimiter';
import { toNodeError } from '../api/nodeError';
import type { Item, ItemResult } from '../results/item';
import { OUTPUT_NAMES, route, settle, withFiles } from '../results/outputs';
import { type Operation, parameters, readMaxWait, readOperation } from './parameters';
import { statusService, type StatusAnswer } from '../api/statusService';
import { type Outcome, pollAll } from '../polling/pollLoop';

/** One conversation with Bria for all items: those that ask for the same request ask once. */
async function askForAll(
	context: IExecuteFunctions,
	operation: Operation,
	credential: BriaCredential,
	items: Item[],
	downloads: Downloads,
	signal: AbortSignal,
): Promise<Map<string, Outcome<StatusAnswer>>> {
	const { apiToken, baseUrl, requestsPerMinute } = credential;
	const maxWaitMs = operation === 'wait' ? readMaxWait(context) : Infinity;
	return await pollAll([...requestIds(items)], {
		ask: downloads.follow(filesWanted(items), statusService(context, credential)),
		clock: systemClock,
		budget: sharedRateLimiter(`${apiToken} ${baseUrl}`, requestsPerMinute, systemClock),
		mode: operation === 'wait' ? 'untilFinished' : 'once',
		maxWaitMs,
		endOnFailure: readOnError(context) === 'stop',
		signal,
	});
}

/** With On Error: Stop Workflow, the first failed call ends the run. */
function throwFirstFailure(context: IExecuteFunctions, items: Item[]): void {
	if (readOnError(context) !== 'stop') return;
	for (const { failure, itemIndex } of items) {
		if (failure) throw toNodeError(context.getNode(), failure, itemIndex);
	}
}

const toErrorOutput = (context: IExecuteFunctions) => readOnError(context) === 'errorOutput';

/** From the items that came in to what became of each. */
async function settleAll(context: IExecuteFunctions): Promise<ItemResult[]> {
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
		signal: stopped,
		onFailure() {
			if (readOnError(context) !== 'stop') return;
			fileFailed.abort();
			downloads.end();
		},
	});
	try {
		const outcomes = await askForAll(context, operation, credential, items, downloads, signal);
		const settled = settle(items, outcomes);
		throwFirstFailure(context, settled);

		const complete = withFiles(settled, await downloads.all());
		throwFirstFailure(context, complete);
		const options = { operation, toErrorOutput: toErrorOutput(context) };
		context.addExecutionHints?.(...hints(complete, options));
		return complete;
	} finally {
		downloads.end();
	}
}

/** Every item as a failed call: n8n would pass the input on to Completed when a node throws. */
async function failAll(context: IExecuteFunctions, error: Error): Promise<ItemResult[]> {
	const credential = await readCredential(context).catch(() => undefined);
	const items = await readItems(context, credential);
	const failed = items.map((item) => ({ ...item, failure: invalidSetting(error) }));
	const options = { operation: 'get' as const, toErrorOutput: toErrorOutput(context) };
	context.addExecutionHints?.(...hints(failed, options));
	return failed;
}

export class BriaStatus implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bria Status',
		name: 'briaStatus',
		icon: { light: 'file:../../icons/bria.svg', dark: 'file:../../icons/bria.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] === "get" ? "Get Status" : "Wait Until Finished" }}',
		description: 'Waits for the image and video requests of Bria and routes each by its status',
		defaults: { name: 'Bria Status' },
		usableAsTool: true,
		inputs: [MAIN],
		outputs: OUTPUT_NAMES.map(() => MAIN),
		outputNames: OUTPUT_NAMES,
		credentials: [{ name: 'briaApi', required: true }],
		properties: parameters,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const settled = await settleAll(this).catch(async (error: Error) => {
			if (readOnError(this) === 'stop') throw error;
			return await failAll(this, error);
		});
		return await route(settled, { asTool: isAiTool(this), toErrorOutput: toErrorOutput(this) });
	}
}
