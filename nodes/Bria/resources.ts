import type { Endpoint } from './endpoints/endpoint';
import { imageEndpoints } from './endpoints/image';
import { structuredInstructionEndpoints, structuredPromptEndpoints } from './endpoints/structured';
import { videoEndpoints } from './endpoints/video';

/** The resource for any endpoint that has no form of its own. */
export const CUSTOM = 'custom';

/** A value of the Resource parameter, with the endpoints that it offers. The first is the default. */
export interface Resource {
	value: string;
	name: string;
	description: string;
	endpoints: Endpoint[];
}

/** Everything that Bria has a form for. */
export const RESOURCES: Resource[] = [
	{
		value: 'image',
		name: 'Image',
		description: 'Make and change images',
		endpoints: imageEndpoints,
	},
	{
		value: 'video',
		name: 'Video',
		description: 'Change videos and make masks for them',
		endpoints: videoEndpoints,
	},
	{
		value: 'structuredPrompt',
		name: 'Structured Prompt',
		description: 'Describe an image in every detail before it is made',
		endpoints: structuredPromptEndpoints,
	},
	{
		value: 'structuredInstruction',
		name: 'Structured Instruction',
		description: 'Describe an edit in every detail before it is made',
		endpoints: structuredInstructionEndpoints,
	},
];

/** @returns undefined where the form has no such operation */
export function findEndpoint(resource: string, operation: string): Endpoint | undefined {
	return RESOURCES.find(({ value }) => value === resource)?.endpoints.find(
		(endpoint) => endpoint.operation === operation,
	);
}
