import { deepCopy, type IDataObject, type INodeExecutionData } from 'n8n-workflow';

import { shape } from './itemJson';
import type { JobResult } from './jobResult';
import { isOfEarlierRound, messageOf } from './message';

/**
 * The fields of the input item that come along. Not `error`: n8n takes an item that has one for failed.
 * Nor the message that an earlier round of a loop gave the item.
 */
function inputFields(job: JobResult): IDataObject {
	const fields = deepCopy(job.input?.json ?? {});
	if (isOfEarlierRound(fields, job)) delete fields.message;
	delete fields.error;
	return fields;
}

/** The fields of a job's own, with `message` where it is not completed. */
function ownFields(job: JobResult): IDataObject {
	const { failure, requestId, body } = job;
	const message = messageOf(job);
	if (failure) return { request_id: requestId, message, error: { ...failure } };
	if (!body) return { request_id: requestId, message };
	const fields = shape(job);
	return message === undefined ? fields : { ...fields, message };
}

/**
 * A failed call as n8n moves it to its own error output: only where the JSON holds nothing beyond
 * `error`, `message` and `details`. n8n then adds the input item's fields. The request ID goes into the
 * error where they do not tell it.
 */
function forErrorOutput({ failure, requestId, input }: JobResult): IDataObject {
	const isTold = requestId === null || input?.json.request_id === requestId;
	const error = isTold ? { ...failure } : { ...failure, request_id: requestId };
	return { message: failure?.message, error };
}

/** The files under their names: `data`, `data_1`, `data_2`, ... as n8n's own nodes have it. */
function binaryOf({ files = [], options }: JobResult): INodeExecutionData['binary'] {
	const { fileField = 'data' } = options;
	return Object.fromEntries(
		files.map((file, i) => [i === 0 ? fileField : `${fileField}_${i}`, { ...file }]),
	);
}

function jsonOf(job: JobResult, toErrorOutput: boolean): IDataObject {
	if (job.failure && toErrorOutput) return forErrorOutput(job);
	const fields = job.options.includeInputFields ? inputFields(job) : {};
	return { ...fields, ...ownFields(job) };
}

/**
 * The item that a job leaves as, as its options want it, without `pairedItem`.
 *
 * @param toErrorOutput a failed call is for n8n's own error output. Default false.
 */
export function toOutputItem(job: JobResult, toErrorOutput = false): INodeExecutionData {
	const item: INodeExecutionData = { json: jsonOf(job, toErrorOutput) };
	const ofInput = job.options.includeInputFields ? job.input?.binary : undefined;
	const binary = { ...ofInput, ...binaryOf(job) };
	if (Object.keys(binary).length > 0) item.binary = binary;
	return item;
}
