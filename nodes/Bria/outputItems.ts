import { deepCopy, type IDataObject, type INodeExecutionData } from 'n8n-workflow';

import type { CallFailure } from '../api/callFailure';
import { isObject } from '../api/parseJson';
import type { Item } from './readItems';

/** What became of an item: Bria's answer, or why there is none. */
export interface ItemResult extends Item {
	answer?: IDataObject;
}

/** The JSON of an item that was not submitted, when the workflow goes on. */
function failedCall({ message, ...rest }: CallFailure): IDataObject {
	const { code, details, ...more } = rest;
	return { message, error: { code, message, details, ...more } };
}

function toJson(
	{ answer, failure, input, includeInputFields }: ItemResult,
	toErrorOutput: boolean,
): IDataObject {
	const own = failure ? failedCall(failure) : (answer ?? {});
	if (!includeInputFields || (failure && toErrorOutput)) return own;
	const fields = deepCopy(input.json);
	const { error, message } = fields;
	// Of an earlier try of this item: it is another one now.
	if (isObject(error) && error.message === message) delete fields.message;
	// n8n takes an item with `error` for a failed one, and Bria Status would ask for the job of before.
	for (const field of ['error', 'request_id', 'status_url']) delete fields[field];
	return { ...fields, ...own };
}

/**
 * What leaves for an item. n8n moves a failed one to its own error output, where there is one, when
 * its JSON holds nothing beyond `error` and `message`.
 */
export function toOutputItem(result: ItemResult, toErrorOutput: boolean): INodeExecutionData {
	const { itemIndex, input, includeInputFields } = result;
	const item: INodeExecutionData = {
		json: toJson(result, toErrorOutput),
		pairedItem: { item: itemIndex },
	};
	if (includeInputFields && input.binary) item.binary = input.binary;
	return item;
}
