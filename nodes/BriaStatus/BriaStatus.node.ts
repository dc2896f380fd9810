import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { hasErrorOutput, isAiTool, MAIN, readOnError } from '../results/onError';
import { OUTPUT_NAMES, route } from '../results/outputs';
import { parameters } from './parameters';
import { failAll, getResults } from './getResults';

export class BriaStatus implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bria Status',
		name: 'briaStatus',
		icon: {
			light: 'file:../../icons/briaStatus.svg',
			dark: 'file:../../icons/briaStatus.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] === "get" ? "Get Status" : "Wait Until Finished" }}',
		description: 'Waits for the image and video requests of Bria and routes each by its status',
		defaults: { name: 'Bria Status' },
		usableAsTool: true,
		inputs: [MAIN],
		outputs: OUTPUT_NAMES.map(() => MAIN),
		outputNames: OUTPUT_NAMES,
		credentials: [{ name: 'briaApi', required: true }],
		properties: parameters,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const settled = await getResults(this).catch(async (error: Error) => {
			if (readOnError(this) === 'stop') throw error;
			return await failAll(this, error);
		});
		return await route(settled, {
			asTool: isAiTool(this),
			toErrorOutput: hasErrorOutput(this),
		});
	}
}
