import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { MAIN } from '../results/onError';
import { parameters } from './parameters';
import { submit } from './submit';
import { searchTailoredModels } from './tailoredModels';

export class Bria implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bria',
		name: 'bria',
		icon: { light: 'file:../../icons/bria.svg', dark: 'file:../../icons/bria.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["resource"] + ": " + $parameter["operation"]).replace(/[A-Z]/g, " $&").replace(/(^|: )[a-z]/g, (start) => start.toUpperCase()) }}',
		description:
			'Makes and changes images and videos with Bria. Bria Status waits for the results.',
		defaults: { name: 'Bria' },
		usableAsTool: true,
		inputs: [MAIN],
		outputs: [MAIN],
		credentials: [{ name: 'briaApi', required: true }],
		properties: parameters,
	};

	methods = { listSearch: { searchTailoredModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await submit(this);
	}
}
