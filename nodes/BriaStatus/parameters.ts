import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { operationError } from '../api/nodeError';
import { fileParameters, includeInputFields, jsonOptions } from '../results/outputParameters';

export type Operation = 'get' | 'wait';

/** The form of Bria Status. The names are part of saved workflows and cannot change. */
export const parameters: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Get Status',
				value: 'get',
				description: 'Ask Bria once, and pass on its answer',
				action: 'Get request status',
			},
			{
				name: 'Wait Until Finished',
				value: 'wait',
				description: 'Ask until the request is completed, failed or unknown',
				action: 'Wait until request is finished',
			},
		],
		default: 'wait',
	},
	{
		displayName: 'Request',
		name: 'request',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'id', value: '={{ $json.request_id }}' },
		description:
			'The request ID or status URL that Bria answered with when the job was submitted. A prompt does not belong here but in the node before, such as Bria.',
		modes: [
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 7f0f2a9c1d6e4c7c9b1f3a5d8e2b4c6a (not a prompt)',
			},
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: 'e.g. https://engine.prod.bria-api.com/v2/status/7f0f2a9c',
			},
		],
	},
	{
		displayName: 'Max Wait (Seconds)',
		name: 'maxWaitSeconds',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 600,
		description:
			'How long to wait for all items together before unfinished ones leave by the In Progress branch. Downloads do not count.',
		displayOptions: { show: { operation: ['wait'] } },
	},
	...fileParameters,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [includeInputFields, ...jsonOptions],
	},
];

/**
 * The `operation` parameter. n8n adds a "Custom API Call" to those of the form.
 *
 * @throws NodeOperationError where it is none of this node's
 */
export function readOperation(context: IExecuteFunctions): Operation {
	const operation = context.getNodeParameter('operation', 0);
	if (operation === 'get' || operation === 'wait') return operation;
	throw operationError(
		context.getNode(),
		"'Operation' is neither 'Get Status' nor 'Wait Until Finished'",
		{
			description:
				"Choose one of them. For a custom API call, use the HTTP Request node with the credential type 'Bria API'.",
		},
	);
}

/**
 * The `maxWaitSeconds` parameter, in ms.
 *
 * @throws NodeOperationError where it is no positive number
 */
export function readMaxWait(context: IExecuteFunctions): number {
	const seconds = Number(context.getNodeParameter('maxWaitSeconds', 0));
	if (seconds > 0) return seconds * 1000;
	throw operationError(context.getNode(), "'Max Wait (Seconds)' is not a positive number", {
		description: 'Set it to how long the workflow may wait, e.g. 600.',
	});
}
