import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type CallFailure, invalidSetting } from '../api/callFailure';
import { readCredential } from '../api/credential';
import { operationError } from '../api/nodeError';
import { systemClock } from '../api/systemClock';
import { hasErrorOutput, isAiTool, type OnError, readOnError } from '../results/onError';
import { withLastingFirstOutput } from '../results/outputs';
import { hints } from './hints';
import { type ItemResult, toOutputItem } from './outputItems';
import { readItems, withoutJobs } from './readItems';
import { memoryOf, type RunMemory } from './retryMemory';
import { submitInOrder } from './submitInOrder';
import { Submitter } from './submitter';
import { addSubmittedJobs } from './addSubmittedJobs';

/** Every item as a failed call, but for those that an earlier try has sent. */
function failAll(
	context: IExecuteFunctions,
	failure: CallFailure,
	submitted: RunMemory['submitted'],
): ItemResult[] {
	return withoutJobs(context).map((item) => {
		const before = submitted.get(item.itemIndex);
		if (before?.state === 'accepted') return { ...item, answer: before.body };
		return { ...item, failure: before?.failure ?? failure };
	});
}

async function submitAll(
	context: IExecuteFunctions,
	submitted: RunMemory['submitted'],
	onFailure: OnError,
): Promise<ItemResult[]> {
	const credential = await readCredential(context).catch((error: Error) => error);
	if (credential instanceof Error) {
		const failure = invalidSetting(credential);
		if (onFailure !== 'stop') return failAll(context, failure, submitted);
		const { message, details: description } = failure;
		throw addSubmittedJobs(operationError(context.getNode(), message, { description }), submitted);
	}
	const items = await readItems(context, credential);
	const signal = context.getExecutionCancelSignal() ?? new AbortController().signal;
	const submitter = new Submitter(context, credential, systemClock, signal);
	try {
		const endOnFailure = onFailure === 'stop';
		const results = await submitInOrder(context, submitter, items, submitted, endOnFailure);
		context.addExecutionHints?.(...hints(results, credential.baseUrl));
		return results;
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
	const onFailure = readOnError(context);
	const { submitted, output } = memoryOf(context);
	const results = await submitAll(context, submitted, onFailure);
	const items = results.map((result) => toOutputItem(result, onFailure === 'errorOutput'));
	// n8n 1.82 continues with the array that the first try returned, so later tries fill the same array.
	output.length = 0;
	for (const item of items) output.push(item);
	const isReplaced = isAiTool(context) && hasErrorOutput(context);
	return isReplaced ? withLastingFirstOutput([output]) : [output];
}
