import type { IDataObject } from 'n8n-workflow';

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
 * @param readParameter n8n's `getNodeParameter`, for that item
 * @throws n8n's error where an expression fails
 */
export function readOutputOptions(
	readParameter: (name: string, fallback: unknown) => unknown,
): OutputOptions {
	const read = <T>(name: string, fallback: T) => readParameter(name, fallback) as T;
	const { simplify, parseStructuredPrompt, includeInputFields } = read<IDataObject>('options', {});
	return {
		fileField: read('downloadResult', false) ? read('binaryPropertyName', '') || 'data' : undefined,
		simplify: simplify === true,
		parseStructuredPrompt: parseStructuredPrompt === true,
		includeInputFields: includeInputFields === true,
	};
}
