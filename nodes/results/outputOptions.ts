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
 * Whether a switch is on. Expressions often give the text of a form or a sheet, in which `false` and
 * `FALSE` are off.
 */
export function isOn(value: unknown): boolean {
	return typeof value === 'string' ? !/^\s*(false|no|0)?\s*$/i.test(value) : Boolean(value);
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
	const fileField = () => String(read('binaryPropertyName', '') ?? '').trim() || 'data';
	return {
		fileField: isOn(read('downloadResult', false)) ? fileField() : undefined,
		simplify: isOn(simplify),
		parseStructuredPrompt: isOn(parseStructuredPrompt),
		includeInputFields: isOn(includeInputFields),
	};
}
