import type { INodeProperties } from 'n8n-workflow';

/** Whether the files of a result are wanted, and in which field. */
export const fileParameters: INodeProperties[] = [
	{
		displayName: 'Download Result',
		name: 'downloadResult',
		type: 'boolean',
		default: false,
		description: 'Whether to fetch the images and videos of a completed request as files',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the output field for the file. Further files get this name with _1, _2 and so on.',
		displayOptions: { show: { downloadResult: [true] } },
	},
];

/** How the JSON of an item is to look. */
export const jsonOptions: INodeProperties[] = [
	{
		displayName: 'Parse Structured Prompt',
		name: 'parseStructuredPrompt',
		type: 'boolean',
		default: false,
		description: 'Whether to return structured prompts and instructions as objects instead of text',
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: false,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
];

/** Whether the input item comes along. */
export const includeInputFields: INodeProperties = {
	displayName: 'Include Input Fields',
	name: 'includeInputFields',
	type: 'boolean',
	default: false,
	description:
		"Whether to keep the input item's fields and files. Where Bria's answer has a field of the same name, Bria's is kept.",
};
