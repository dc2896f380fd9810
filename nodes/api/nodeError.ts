import { type INode, NodeApiError, type NodeExecutionHint, NodeOperationError } from 'n8n-workflow';

import { type CallFailure, INVALID_REQUEST } from './callFailure';

/**
 * The same error with the message that it was given. n8n puts a stock sentence in the place of a
 * message that holds a code word such as ECONNREFUSED, and be it within a request ID.
 */
function withMessage<T extends Error>(error: T, message: string): T {
	error.message = message;
	return error;
}

/**
 * A text for what n8n's editor shows as HTML: descriptions of errors, and hints. All that it takes for a
 * tag would be left out there, and others could place links.
 */
export function toHtml(text: string): string {
	return text.replaceAll('<', '&lt;');
}

/** A warning that n8n shows beside the output. */
export const warning = (message: string): NodeExecutionHint => ({
	message: toHtml(message),
	type: 'warning',
	location: 'outputPane',
});

/** A setting or an input that is wrong. */
export function operationError(
	node: INode,
	message: string,
	{ description, itemIndex }: { description: string; itemIndex?: number },
): NodeOperationError {
	const options = { description: toHtml(description), itemIndex };
	return withMessage(new NodeOperationError(node, message, options), message);
}

/** A failed call as the error that stops the execution. n8n shows its item in the same words. */
export function toNodeError(
	node: INode,
	{ code, message: what, details }: CallFailure,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const message = `${what} [item ${itemIndex}]`;
	if (code === INVALID_REQUEST) {
		return operationError(node, message, { description: details, itemIndex });
	}
	const httpCode = typeof code === 'number' ? String(code) : undefined;
	const options = { message, description: toHtml(details), httpCode, itemIndex };
	return withMessage(new NodeApiError(node, { message }, options), message);
}
