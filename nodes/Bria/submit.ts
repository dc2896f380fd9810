import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { invalidSetting } from '../api/callFailure';
import { type BriaCredential, readCredential } from '../api/credential';
import { systemClock } from '../api/systemClock';
import { isAiTool, type OnError, readOnError } from '../results/onError';
import { type ItemResult, toOutputItem } from './outputItems';
import { readItems } from './readItems';
import { submitInOrder } from './submitInOrder';
import { Submitter } from './submitter';

/** Every item as a failed call: n8n would pass the input on when a node throws. */
function failAll(context: IExecuteFunctions, error: Error): ItemResult[] {
	const failure = invalidSetting(error);
	return context
		.getInputData()
		.map((input, itemIndex) => ({ itemIndex, input, includeInputFields: false, failure }));
}

async function submitAll(context: IExecuteFunctions, onFailure: OnError): Promise<ItemResult[]> {
	let credential: BriaCredential;
	try {
		credential = await readCredential(context);
	} catch (error) {
		if (onFailure === 'stop') throw error;
		return failAll(context, error as Error);
	}
	const items = await readItems(context, credential);
	const signal = context.getExecutionCancelSignal() ?? new AbortController().signal;
	const submitter = new Submitter(context, credential, systemClock, signal);
	try {
		return await submitInOrder(context, submitter, items, onFailure === 'stop');
	} finally {
		submitter.leave();
	}
}

/**
 * Submits one job for each item, in order. A job is never sent twice where it may have been accepted.
 *
 * @returns Bria's answers as they came, paired with their items
 */
export async function submit(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	// An agent hears of what leaves, not of what is thrown.
	const onFailure = isAiTool(context) ? 'continue' : readOnError(context);
	const results = await submitAll(context, onFailure);
	return [results.map((result) => toOutputItem(result, onFailure === 'errorOutput'))];
}
