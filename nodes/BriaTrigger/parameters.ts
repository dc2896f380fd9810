import type { INodeProperties } from 'n8n-workflow';

import { fileParameters, jsonOptions } from '../results/outputParameters';

/** The form of Bria Trigger. The names are part of saved workflows and cannot change. */
export const parameters: INodeProperties[] = [
	{
		displayName:
			'Copy the Production URL above into the Bria node, under Options > Webhook URL (<code>webhook_url</code> in a request of your own), so that Bria calls it when the job is finished.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	...fileParameters,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: jsonOptions,
	},
];
