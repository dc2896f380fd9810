import type { INodeProperties } from 'n8n-workflow';

import { fileParameters, jsonOptions } from '../results/outputParameters';

/** The form of Bria Trigger. The names are part of saved workflows and cannot change. */
export const parameters: INodeProperties[] = [
	{
		displayName:
			'Open <b>Webhook URLs</b> above, and copy the <b>Production URL</b> into the Bria node, under <b>Options > Webhook URL</b> (<code>webhook_url</code> in a request of your own). Bria calls it when the job is finished, as soon as this workflow is published. For a test, copy the <b>Test URL</b>, and click <b>Execute step</b> before you submit.',
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
