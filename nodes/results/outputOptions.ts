import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** What an item is to hold when it leaves. */
export interface OutputOptions {
	/** The field for the result file, where the file is wanted. */
	fileField?: string;
	simplify?: boolean;
	parseStructuredPrompt?: boolean;
	includeInputFields?: boolean;
}

/**
 * Reads `downloadResult`, `binaryPropertyName` and `options` for one item: expressions hold for each
 * item of its own.
 *
 * @throws n8n's error where an expression fails
 */
export function readOutputOptions(context: IExecuteFunctions, itemIndex: number): OutputOptions {
	const read = <T>(name: string, fallback: T) =>
		context.getNodeParameter(name, itemIndex, fallback) as T;
	const { simplify, parseStructuredPrompt, includeInputFields } = read<IDataObject>('options', {});
	return {
		fileField: read('downloadResult', false) ? read('binaryPropertyName', '') || 'data' : undefined,
		simplify: simplify === true,
		parseStructuredPrompt: parseStructuredPrompt === true,
		includeInputFields: includeInputFields === true,
	};
}
