import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { CallFailure } from '../api/callFailure';
import type { BriaCredential } from '../api/credential';
import { mapInBatches } from '../api/mapInBatches';
import { isObject } from '../api/parseJson';
import { TokenRedactor } from '../api/tokenRedactor';
import type { Item } from '../results/item';
import { readOutputOptions } from '../results/outputOptions';
import { failedBefore, holdsToken, unreadable } from './requestFailures';
import { isMissing, readRequestId, type RequestId } from './requestId';

/** Few, since n8n takes a while for the expressions of an item. */
const IN_ONE_GO = 20;

/** @returns the value, or a failure that names the parameters where an expression fails */
function reading<T>(parameters: string, read: () => T): { value?: T; failure?: CallFailure } {
	try {
		return { value: read() };
	} catch (error) {
		return { failure: unreadable(parameters, (error as Error).message) };
	}
}

/**
 * What the node before says is wrong, if it says so: as n8n's nodes have it, or as the HTTP Request node
 * passes on the answer of Bria, alone or with its HTTP status.
 */
function errorOf({ json, error }: INodeExecutionData): unknown {
	const failed = json.error || error;
	if (failed) return failed;
	if (Array.isArray(json.errors) && json.errors.length > 0) return json.errors;
	if (Number(json.statusCode) >= 400) return json.body ?? json.statusMessage;
	// With other fields beside it, it is some detail of theirs.
	return Object.keys(json).length === 1 ? json.detail : undefined;
}

/**
 * Whether an item is Bria's answer to a submission that it refused: `{error: {code, message}, request_id}`.
 * With a status or a message beside it, it left this node before.
 */
function isRefusal({ error, status, message }: IDataObject): boolean {
	const isBrias = isObject(error) && 'code' in error && 'message' in error;
	return isBrias && status === undefined && message === undefined;
}

/** Refuses a request ID that holds the API token: it would go into URLs and messages. */
function withoutToken(value: unknown, request: RequestId, redactor: TokenRedactor): RequestId {
	return redactor.isQuotedIn(request.id ?? value) ? { failure: holdsToken() } : request;
}

/**
 * Reads the parameters of every input item.
 *
 * @param credential without one, no status URL is accepted
 */
export async function readItems(
	context: IExecuteFunctions,
	credential?: BriaCredential,
): Promise<Item[]> {
	const redactor = new TokenRedactor(credential?.apiToken ?? '');
	const readItem = (input: INodeExecutionData, itemIndex: number): Item => {
		const { value, failure } = reading("'Request' parameter", () =>
			context.getNodeParameter('request', itemIndex, undefined, { extractValue: true }),
		);
		const request = withoutToken(value, readRequestId(value, credential?.baseUrl), redactor);
		const errorBefore = errorOf(input);
		const failureBefore = errorBefore
			? redactor.redact(failedBefore(errorBefore, input.json.message))
			: undefined;
		const options = reading("parameters for the item's output", () =>
			readOutputOptions((name, fallback) => context.getNodeParameter(name, itemIndex, fallback)),
		);
		return {
			itemIndex,
			input,
			requestId: request.id ?? null,
			options: options.value ?? {},
			refusedBefore: isRefusal(input.json) ? failureBefore : undefined,
			failure:
				(isMissing(value) ? failureBefore : undefined) ??
				failure ??
				request.failure ??
				options.failure,
		};
	};
	return await mapInBatches(context.getInputData(), IN_ONE_GO, readItem);
}

/** The requests that are asked for. */
export function requestIds(items: Item[]): string[] {
	return items.flatMap(({ requestId, failure }) => (failure ? [] : (requestId ?? [])));
}

/** The requests whose file some item wants. */
export function filesWanted(items: Item[]): Set<string> {
	return new Set(requestIds(items.filter(({ options }) => options.fileField !== undefined)));
}
