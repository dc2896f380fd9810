import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type CallFailure, INVALID_REQUEST, nodeBeforeFailed, quote } from '../api/callFailure';
import type { BriaCredential } from '../api/credential';
import { errorText } from '../api/errorText';
import type { JobRequest } from '../api/jobRequest';
import { mapInBatches } from '../api/mapInBatches';
import { TokenRedactor } from '../api/tokenRedactor';
import { isOn } from '../results/outputOptions';
import { buildBody, buildCustomBody, type ReadParameter } from './body';
import { replaceFiles } from './bodyFiles';
import { customEndpoint } from './customEndpoint';
import { type Endpoint, labelsOf } from './endpoints/endpoint';
import { checkInputFile, findInputFile } from './inputFile';
import { InvalidInput, MissingInput } from './invalidInput';
import { CUSTOM, findEndpoint } from './resources';

const IN_ONE_GO = 100;

/** One input item, and the job that it makes or why it makes none. */
export interface Item {
	itemIndex: number;
	input: INodeExecutionData;
	includeInputFields: boolean;
	/** Its files are as the user named them. */
	job?: JobRequest;
	/** Absent for a custom job. */
	endpoint?: Endpoint;
	failure?: CallFailure;
}

/** Why an item makes no job. Something is missing also where the node before failed, and its workflow went on. */
function whyInvalid(error: Error, input: INodeExecutionData): CallFailure {
	const failedBefore = error instanceof MissingInput && errorText(input.json.error || input.error);
	if (failedBefore) {
		return nodeBeforeFailed(
			failedBefore,
			`The node before this one failed for the item, so that no job was submitted: ${error.message}. Correct it there.`,
		);
	}
	const isOurs = error instanceof InvalidInput;
	return {
		code: INVALID_REQUEST,
		message: isOurs ? error.message : "The item's parameters cannot be read",
		details: isOurs ? error.details : `Check the expressions. n8n says: ${quote(error.message)}`,
	};
}

/** @throws InvalidInput, or n8n's error where an expression fails */
async function readJob(
	context: IExecuteFunctions,
	baseUrl: string,
	itemIndex: number,
	input: INodeExecutionData,
): Promise<Pick<Item, 'job' | 'endpoint'>> {
	const read: ReadParameter = (name) => context.getNodeParameter(name, itemIndex, null);
	const resource = String(read('resource'));
	if (resource === CUSTOM) {
		const path = customEndpoint(read('endpoint'), baseUrl);
		return { job: { path, body: buildCustomBody(read), labels: new Map(), isCustom: true } };
	}
	const endpoint = findEndpoint(resource, String(read('operation')));
	if (!endpoint) {
		throw new InvalidInput(
			"'Operation' is not one that this node has",
			"Choose 'Resource' and 'Operation' from their lists. For an endpoint that they lack, choose the resource Custom; for any other call to Bria, use the HTTP Request node with the credential type 'Bria API'.",
		);
	}
	const body = buildBody(read, endpoint);
	await replaceFiles(body, endpoint, async (named) => {
		await checkInputFile(context, findInputFile(input, named), named);
		return named.text;
	});
	return {
		endpoint,
		job: { path: endpoint.path, body, labels: labelsOf(endpoint), isCustom: false },
	};
}

/** @throws n8n's error where an expression fails */
function readIncludeInputFields(context: IExecuteFunctions, itemIndex: number): boolean {
	return isOn(context.getNodeParameter('options.includeInputFields', itemIndex, false));
}

/** Every input item without a job, where none can be read. */
export function withoutJobs(context: IExecuteFunctions): Item[] {
	return context.getInputData().map((input, itemIndex) => {
		const item: Item = { itemIndex, input, includeInputFields: false };
		try {
			return { ...item, includeInputFields: readIncludeInputFields(context, itemIndex) };
		} catch {
			return item;
		}
	});
}

async function readItem(
	context: IExecuteFunctions,
	baseUrl: string,
	redactor: TokenRedactor,
	itemIndex: number,
	input: INodeExecutionData,
): Promise<Item> {
	const item: Item = { itemIndex, input, includeInputFields: false };
	try {
		item.includeInputFields = readIncludeInputFields(context, itemIndex);
		return { ...item, ...(await readJob(context, baseUrl, itemIndex, input)) };
	} catch (error) {
		return { ...item, failure: redactor.redact(whyInvalid(error as Error, input)) };
	}
}

/** Reads and checks what every input item is to submit, before anything is sent. */
export async function readItems(
	context: IExecuteFunctions,
	{ baseUrl, apiToken }: BriaCredential,
): Promise<Item[]> {
	const redactor = new TokenRedactor(apiToken);
	const read = async (input: INodeExecutionData, index: number) =>
		await readItem(context, baseUrl, redactor, index, input);
	return await mapInBatches(context.getInputData(), IN_ONE_GO, read);
}
