import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { BriaCredential } from './credential';
import { type Failure, holdsToken, unreadable } from './failure';
import { type ItemOptions, readItemOptions } from './itemOptions';
import { readRequestId, type RequestId } from './requestId';
import { Secret } from './secret';
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

/** A request ID goes into the path and into messages, where the API token has no place. */
function withoutToken(value: unknown, request: RequestId, secret: Secret): RequestId {
	return secret.isIn(request.id ?? value) ? { failure: holdsToken() } : request;
}

/**
 * Reads the parameters of every input item.
 *
 * @param credential default: none, so that no status URL belongs to it
 */
export async function readItems(
	context: IExecuteFunctions,
	credential?: BriaCredential,
): Promise<Item[]> {
	const secret = new Secret(credential?.apiToken ?? '');
	const readItem = (input: INodeExecutionData, itemIndex: number): Item => {
		const { value, failure } = reading("'Request' parameter", () =>
			context.getNodeParameter('request', itemIndex, undefined, { extractValue: true }),
		);
		const request = withoutToken(value, readRequestId(value, credential?.baseUrl), secret);
		const options = reading("parameters for the item's output", () =>
			readItemOptions(context, itemIndex),
		);
		return {
			itemIndex,
			input,
			requestId: request.id ?? null,
			options: options.value ?? {},
			failure: failure ?? request.failure ?? options.failure,
		};
	};
	return await mapInTurns(context.getInputData(), IN_ONE_GO, readItem);
}

/** The requests that are asked for, each once. */
export function requestIds(items: Item[]): Set<string> {
	return new Set(items.flatMap(({ requestId, failure }) => (failure ? [] : (requestId ?? []))));
}

/** The requests whose file some item wants. */
export function filesWanted(items: Item[]): Set<string> {
	return requestIds(items.filter(({ options }) => options.fileField !== undefined));
}
