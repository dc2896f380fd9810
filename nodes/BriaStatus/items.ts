import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type Failure, unreadable } from './failure';
import { type ItemOptions, readItemOptions } from './itemOptions';
import { readRequestId } from './requestId';
import { mapInTurns } from './turns';

/** One input item and the request that it asks for, or why it asks for none. */
export interface Item {
	itemIndex: number;
	input: INodeExecutionData;
	/** null where it could not be read. */
	requestId: string | null;
	options: ItemOptions;
	failure?: Failure;
}

/** n8n takes a while for the expressions of an item. */
const IN_ONE_GO = 20;

function reading<T>(parameters: string, read: () => T): { value?: T; failure?: Failure } {
	try {
		return { value: read() };
	} catch (error) {
		return { failure: unreadable(parameters, (error as Error).message) };
	}
}

function readItem(
	context: IExecuteFunctions,
	input: INodeExecutionData,
	itemIndex: number,
	baseUrl: string,
): Item {
	const request = reading("'Request' parameter", () =>
		context.getNodeParameter('request', itemIndex, undefined, { extractValue: true }),
	);
	const options = reading("parameters for the item's output", () =>
		readItemOptions(context, itemIndex),
	);
	const { id = null, failure } = readRequestId(request.value, baseUrl);
	return {
		itemIndex,
		input,
		requestId: id,
		options: options.value ?? {},
		failure: request.failure ?? failure ?? options.failure,
	};
}

/** Reads the parameters of every input item. */
export async function readItems(context: IExecuteFunctions, baseUrl: string): Promise<Item[]> {
	return await mapInTurns(context.getInputData(), IN_ONE_GO, (input, itemIndex) =>
		readItem(context, input, itemIndex, baseUrl),
	);
}

/** The requests that are asked for, each once. */
export function requestIds(items: Item[]): Set<string> {
	return new Set(items.flatMap(({ requestId, failure }) => (failure ? [] : (requestId ?? []))));
}

/** The requests whose file some item wants. */
export function filesWanted(items: Item[]): Set<string> {
	return requestIds(items.filter(({ options }) => options.fileField !== undefined));
}
