import { adapt, type Endpoint } from './endpoint';
import {
	images,
	instruction,
	ipSignal,
	mask,
	modelVersion,
	moderateInputByDefault,
	moderatePrompt,
	prompt,
	referenceImage,
	seed,
	structuredPrompt,
	tailoredModel,
	webhookUrl,
} from './fields';

/** The endpoints that answer with a text that describes an image or an edit in every detail. */

const earlierPrompt = adapt(structuredPrompt, {
	description: 'The structured prompt of an earlier result, which the prompt is to change',
});

const generateForm = {
	required: [],
	form: [prompt],
	options: [
		referenceImage,
		earlierPrompt,
		seed,
		webhookUrl,
		ipSignal,
		moderatePrompt,
		moderateInputByDefault,
	],
	oneOf: [['prompt'], ['images']],
};

export const structuredPromptEndpoints: Endpoint[] = [
	{
		path: 'structured_prompt/generate',
		operation: 'generate',
		name: 'Generate',
		action: 'Generate structured prompt',
		description:
			'Make a structured prompt: an image in every detail, to read or change before it is made',
		...generateForm,
	},
	{
		path: 'structured_prompt/generate/lite',
		operation: 'generateLite',
		name: 'Generate (Lite)',
		action: 'Generate structured prompt with lite model',
		description: 'Make a structured prompt for the smaller, faster model',
		...generateForm,
	},
	{
		path: 'structured_prompt/generate/tailored',
		operation: 'generateTailored',
		name: 'Generate (Tailored Model)',
		action: 'Generate structured prompt with tailored model',
		description: 'Make a structured prompt for an image in the style of your own model',
		required: [tailoredModel],
		form: [prompt],
		options: [earlierPrompt, seed, moderatePrompt],
		oneOf: [['prompt']],
	},
	{
		path: 'structured_prompt/generate_from_diff',
		operation: 'generateFromDiff',
		name: 'Generate From Changes',
		action: 'Generate structured prompt from changes',
		description: 'Update a structured prompt after parts of it were changed by hand',
		required: [
			adapt(structuredPrompt, {
				displayName: 'Original Structured Prompt',
				description: 'The structured prompt as Bria answered it',
			}),
			adapt(structuredPrompt, {
				displayName: 'Changed Structured Prompt',
				name: 'user_adjusted_structured_prompt',
				placeholder: 'e.g. {{ $json.changed_structured_prompt }}',
				description: 'The same structured prompt with what was changed in it',
			}),
		],
		options: [seed, webhookUrl, modelVersion('FIBO')],
	},
];

export const structuredInstructionEndpoints: Endpoint[] = [
	{
		path: 'structured_instruction/generate',
		operation: 'generate',
		name: 'Generate',
		action: 'Generate structured instruction',
		description:
			'Make a structured instruction: an edit in every detail, to read or change before it is made',
		required: [images, instruction],
		options: [mask, seed, webhookUrl, ipSignal, moderatePrompt, moderateInputByDefault],
	},
];
