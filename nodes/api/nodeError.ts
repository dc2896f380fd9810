import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { type CallFailure, INVALID_REQUEST } from './callFailure';

/** A failed call as the error that stops the execution. n8n shows its item in the same words. */
export function toNodeError(
	node: INode,
	failure: CallFailure,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const message = `${failure.message} [item ${itemIndex}]`;
	const description = failure.details;
	if (failure.code === INVALID_REQUEST) {
		return new NodeOperationError(node, message, { description, itemIndex });
	}
	const httpCode = typeof failure.code === 'number' ? String(failure.code) : undefined;
	return new NodeApiError(node, { message }, { message, description, httpCode, itemIndex });
}
