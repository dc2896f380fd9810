import type { IExecuteFunctions } from 'n8n-workflow';

import { type Failure, unreadable } from './failure';
import { readRequestId, type RequestId } from './requestId';

/** One input item and the request that it asks for, or why it asks for none. */
export interface Item {
	itemIndex: number;
	/** null where it could not be read. */
	requestId: string | null;
	failure?: Failure;
}

function readRequest(context: IExecuteFunctions, itemIndex: number, baseUrl: string): RequestId {
	let value: unknown;
	try {
		value = context.getNodeParameter('request', itemIndex, undefined, { extractValue: true });
	} catch (error) {
		return { failure: unreadable((error as Error).message) };
	}
	return readRequestId(value, baseUrl);
}

/** Reads the `request` parameter of every input item. */
export function readItems(context: IExecuteFunctions, baseUrl: string): Item[] {
	return context.getInputData().map((_, itemIndex) => {
		const { id = null, failure } = readRequest(context, itemIndex, baseUrl);
		return { itemIndex, requestId: id, failure };
	});
}
