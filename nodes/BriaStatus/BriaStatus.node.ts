import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { systemClock } from './clock';
import { type BriaCredential, readCredential } from './credential';
import { Downloads } from './downloads';
import { isToolExecution, MAIN, readOnFailure } from './engine';
import { hints } from './hints';
import { filesWanted, type Item, readItems, requestIds } from './items';
import { sharedBudget } from './minuteBudget';
import { toNodeError } from './nodeError';
import { OUTPUT_NAMES, route, settle, withFiles } from './outputs';
import { type Operation, parameters, readMaxWait } from './parameters';
import { statusService, type StatusReply } from './statusService';
import { type Outcome, waitForAll } from './waiter';

/** One conversation with Bria for all items: those that ask for the same request ask once. */
async function askForAll(
	context: IExecuteFunctions,
	operation: Operation,
	credential: BriaCredential,
	items: Item[],
	downloads: Downloads,
): Promise<Map<string, Outcome<StatusReply>>> {
	const { apiToken, baseUrl, requestsPerMinute } = credential;
	const maxWaitMs = operation === 'wait' ? readMaxWait(context) : Infinity;
	return await waitForAll([...requestIds(items)], {
		ask: downloads.follow(statusService(context, credential)),
		clock: systemClock,
		budget: sharedBudget(`${apiToken} ${baseUrl}`, requestsPerMinute, systemClock),
		mode: operation === 'wait' ? 'untilFinished' : 'once',
		maxWaitMs,
		endOnFailure: readOnFailure(context) === 'stop',
		signal: context.getExecutionCancelSignal(),
	});
}

function throwFirstFailure(context: IExecuteFunctions, items: Item[]): void {
	for (const { failure, itemIndex } of items) {
		if (failure) throw toNodeError(context.getNode(), failure, itemIndex);
	}
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
		const operation = this.getNodeParameter('operation', 0) as Operation;
		const onFailure = readOnFailure(this);
		const credential = await readCredential(this);

		const items = await readItems(this, credential);
		if (onFailure === 'stop') throwFirstFailure(this, items);

		const downloads = new Downloads(this, filesWanted(items), credential.baseUrl, systemClock);
		try {
			const outcomes = await askForAll(this, operation, credential, items, downloads);
			const settled = settle(items, outcomes);
			if (onFailure === 'stop') throwFirstFailure(this, settled);

			const complete = withFiles(settled, await downloads.all());
			if (onFailure === 'stop') throwFirstFailure(this, complete);

			this.addExecutionHints?.(...hints(complete, operation));
			return await route(complete, {
				asTool: isToolExecution(this),
				toErrorOutput: onFailure === 'errorOutput',
			});
		} finally {
			downloads.end();
		}
	}
}
