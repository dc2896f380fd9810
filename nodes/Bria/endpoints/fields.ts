import type { INodeProperties } from 'n8n-workflow';

import { toAspectRatio, toFileList, toJsonText, toText } from '../values';
import { adapt, type Field, values } from './endpoint';

/** What several endpoints take. A field of a single endpoint is beside that endpoint. */

const IMAGE_HINT = "A URL, Base64, or the name of the input item's file field";
export const VIDEO_HINT = "A URL, or the name of the input item's file field";

/** How n8n tells that a list is open. */
const ANY_OTHER = 'To use another value, specify it with an expression';

export const prompt: Field = {
	property: {
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. A red bicycle against a white wall, soft morning light',
		description: 'What the image should show, in plain English',
	},
};

export const instruction: Field = {
	property: {
		displayName: 'Instruction',
		name: 'instruction',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Make the sky pink',
		description: 'What to change in the image, in plain English',
	},
};

export const image: Field = {
	file: 'image',
	property: {
		displayName: 'Image',
		name: 'image',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: IMAGE_HINT,
		description: 'The image to work on: JPEG, PNG or WEBP of at most 12 MB',
	},
};

export const images: Field = {
	file: 'image',
	toBody: toFileList,
	property: {
		displayName: 'Image',
		name: 'images',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: IMAGE_HINT,
		description:
			'The image to work on: JPEG, PNG or WEBP of at most 12 MB. Bria takes one for now; commas separate several.',
	},
};

export const referenceImage = adapt(images, {
	displayName: 'Reference Image',
	default: '',
	description:
		'An image that the new one is inspired by: JPEG, PNG or WEBP of at most 12 MB. Alone, or together with a prompt.',
});

export const mask: Field = {
	file: 'image',
	property: {
		displayName: 'Mask',
		name: 'mask',
		type: 'string',
		default: '',
		placeholder: 'e.g. mask',
		hint: IMAGE_HINT,
		description:
			'A black and white image as large as the image itself: what is white is changed, what is black stays',
	},
};

export const video: Field = {
	file: 'video',
	property: {
		displayName: 'Video',
		name: 'video',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: VIDEO_HINT,
		description:
			'The video to work on: MP4, MOV, WEBM, AVI or GIF of at most 60 seconds. A file is uploaded to Bria first, which may take a while.',
	},
};

/** JSON that Bria wants as a text. An object is taken as well, as Bria Status gives it when asked to. */
function jsonText(displayName: string, name: string, description: string): Field {
	return {
		toBody: toJsonText,
		property: {
			displayName,
			name,
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: `e.g. {{ $json.result.${name} }}`,
			description,
		},
	};
}

export const structuredPrompt = jsonText(
	'Structured Prompt',
	'structured_prompt',
	'The structured prompt of an earlier result. Alone and with its seed, it makes that image again; with a prompt, the prompt changes it.',
);

export const structuredInstruction = jsonText(
	'Structured Instruction',
	'structured_instruction',
	"Takes the place of 'Instruction': what an earlier edit, or the resource 'Structured Instruction', answered. The same image, structured instruction and seed give the same result.",
);

export const negativePrompt: Field = {
	property: {
		displayName: 'Negative Prompt',
		name: 'negative_prompt',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. text, people, blurry',
		description: 'What the image should not show',
	},
};

const ASPECT_RATIOS = values(
	['1:1', 'Square (1:1)', 'Posts, avatars and product images'],
	['16:9', 'Widescreen (16:9)', 'Slides, video covers and website headers'],
	['9:16', 'Vertical (9:16)', 'Stories, Reels and Shorts'],
	['4:3', 'Landscape (4:3)', 'Presentations and tablets'],
	['3:4', 'Portrait (3:4)', 'Flyers and tablets'],
	['3:2', 'Photo Landscape (3:2)', 'Prints in the shape of most cameras'],
	['2:3', 'Photo Portrait (2:3)', 'Posters and book covers'],
	['5:4', 'Wide Square (5:4)', 'Prints and framed pictures'],
	['4:5', 'Tall Square (4:5)', 'Feed posts that fill a phone'],
);

export const aspectRatio: Field = {
	property: {
		displayName: 'Aspect Ratio',
		name: 'aspect_ratio',
		type: 'options',
		options: ASPECT_RATIOS,
		default: '1:1',
		description: `The shape of the image. ${ANY_OTHER}.`,
	},
};

/** The same shapes, where Bria chooses none of its own accord. */
export const optionalAspectRatio: Field = {
	...adapt(aspectRatio, {
		options: [
			...values(['', 'From Options', "As the size and position under 'Options' say"]),
			...ASPECT_RATIOS,
		],
		default: '',
		description:
			'The shape of the result, with the image in the middle of it. To use another one, specify a number from 0.5 to 3 with an expression.',
	}),
	toBody: toAspectRatio,
};

export const seed: Field = {
	property: {
		displayName: 'Seed',
		name: 'seed',
		type: 'number',
		typeOptions: { numberPrecision: 0 },
		default: 0,
		description:
			'The same seed with the same input gives the same result again. Every result tells its seed; without one, Bria takes a new one each time.',
	},
};

/** How many passes the model makes over an image. */
export function steps(fewest: number, most: number, usual: number): Field {
	return {
		property: {
			displayName: 'Steps',
			name: 'steps_num',
			type: 'number',
			typeOptions: { minValue: fewest, maxValue: most, numberPrecision: 0 },
			default: usual,
			description: `How many passes the model makes, from ${fewest} to ${most}. More give finer detail and take longer.`,
		},
	};
}

export const guidanceScale: Field = {
	property: {
		displayName: 'Guidance Scale',
		name: 'guidance_scale',
		type: 'number',
		typeOptions: { minValue: 3, maxValue: 5, numberPrecision: 0 },
		default: 5,
		description:
			'How closely the image follows the text, from 3 to 5. A lower figure leaves the model more freedom.',
	},
};

/** The model that makes the image. */
export function modelVersion(name: string): Field {
	return {
		property: {
			displayName: 'Model Version',
			name: 'model_version',
			type: 'options',
			options: values([name, name.replace('-edit', ' Edit')]),
			default: name,
			description: `Stays with this model when Bria makes a newer one its default. ${ANY_OTHER}.`,
		},
	};
}

export const outputType: Field = {
	property: {
		displayName: 'Output Format',
		name: 'output_type',
		type: 'options',
		options: values(
			['png', 'PNG', 'Nothing is lost, and the file is larger'],
			['jpeg', 'JPEG', 'A smaller file, without transparency'],
		),
		default: 'png',
		description: 'The format of the image file',
	},
};

export const ipSignal: Field = {
	property: {
		displayName: 'Warn of Intellectual Property',
		name: 'ip_signal',
		type: 'boolean',
		default: false,
		description:
			"Whether to check the text for brands, characters and other protected content. The warning is in this node's output; the job goes on.",
	},
};

export const moderatePrompt: Field = {
	property: {
		displayName: 'Moderate Prompt',
		name: 'prompt_content_moderation',
		type: 'boolean',
		default: true,
		description: 'Whether Bria refuses a text that breaks its content rules (error 422)',
	},
};

const moderateInput: Field = {
	property: {
		displayName: 'Moderate Input Image',
		name: 'visual_input_content_moderation',
		type: 'boolean',
		default: false,
		description: 'Whether Bria refuses an input image that breaks its content rules (error 422)',
	},
};

const moderateOutput: Field = {
	property: {
		displayName: 'Moderate Output Image',
		name: 'visual_output_content_moderation',
		type: 'boolean',
		default: false,
		description: 'Whether Bria withholds a result that breaks its content rules (error 422)',
	},
};

/** FIBO's endpoints check images unless told not to; the older ones only when told to. */
export const moderateInputByDefault = adapt(moderateInput, { default: true });
export const moderateOutputByDefault = adapt(moderateOutput, { default: true });
export { moderateInput, moderateOutput };

export const preserveAlpha: Field = {
	property: {
		displayName: 'Preserve Transparency',
		name: 'preserve_alpha',
		type: 'boolean',
		default: true,
		description:
			'Whether what is transparent in the image stays transparent. Makes no difference to an image without transparency.',
	},
};

export const refinePrompt: Field = {
	property: {
		displayName: 'Refine Prompt',
		name: 'refine_prompt',
		type: 'boolean',
		default: true,
		description:
			'Whether Bria rewrites the prompt for a better result. Turn off to use it as it is.',
	},
};

export const forceBackgroundDetection: Field = {
	property: {
		displayName: 'Force Background Detection',
		name: 'force_background_detection',
		type: 'boolean',
		default: false,
		description:
			'Whether to look for the background even if the image has a transparent one already, e.g. to correct a rough cutout',
	},
};

/** How many times as wide and high the result is. */
export const desiredIncrease: Field = {
	property: {
		displayName: 'Scale Factor',
		name: 'desired_increase',
		type: 'options',
		options: values(
			[2, '2x', 'Twice as wide and high'],
			[4, '4x', 'Four times as wide and high, which takes longer'],
		),
		default: 2,
		description: `How much larger the result is. ${ANY_OTHER}.`,
	},
};

export const tailoredModel: Field = {
	property: {
		displayName: 'Tailored Model',
		name: 'tailored_model_id',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The model that was trained on images of your own in the Bria Console',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchTailoredModels', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 4127' },
		],
	},
};

const VIDEO_FORMATS = values(
	['mp4_h264', 'MP4 (H.264)', 'Plays everywhere'],
	['mp4_h265', 'MP4 (H.265)', 'A smaller file, for newer devices'],
	['webm_vp9', 'WebM (VP9)', 'For websites, can be transparent'],
	['mov_proresks', 'MOV (ProRes)', 'For video editing, can be transparent, a very large file'],
	['mov_h265', 'MOV (H.265)', 'For Apple devices'],
	['gif', 'GIF', 'For messages, without sound and with few colors'],
	['mkv_h264', 'MKV (H.264)'],
	['mkv_h265', 'MKV (H.265)'],
	['mkv_vp9', 'MKV (VP9)'],
);

/** The container and codec of the result. */
export function videoFormat(usual: 'mp4_h264' | 'webm_vp9'): Field {
	return {
		property: {
			displayName: 'Output Format',
			name: 'output_container_and_codec',
			type: 'options',
			options: VIDEO_FORMATS,
			default: usual,
			description: `The format of the video file. ${ANY_OTHER}.`,
		},
	};
}

export const preserveAudio: Field = {
	property: {
		displayName: 'Keep Sound',
		name: 'preserve_audio',
		type: 'boolean',
		default: true,
		description: 'Whether the sound of the video is kept',
	},
};

export const autoTrim: Field = {
	property: {
		displayName: 'Trim to 5 Seconds',
		name: 'auto_trim',
		type: 'boolean',
		default: false,
		description:
			'Whether to use only the first 5 seconds of a longer video. Without this, Bria refuses videos that are longer.',
	},
};

export const webhookUrl: Field = {
	toBody: (value, label) => toText(value, label).trim(),
	property: {
		displayName: 'Webhook URL',
		name: 'webhook_url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/webhook/bria',
		hint: 'The URL that a Bria Trigger node shows, or {{ $execution.resumeUrl }} to go on at a Wait node of this workflow',
		description: 'Where Bria reports the finished job, so that no workflow has to ask for it',
	},
};

/** A distance within an image, for fields of several rows. */
export function pixels(displayName: string, name: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'number',
		typeOptions: { numberPrecision: 0 },
		default: 0,
		description,
	};
}

/** Fields that every form has under Options, and that are no fields of Bria's. */
export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields (JSON)',
	name: 'additional_fields',
	type: 'json',
	default: '{}',
	description:
		'Fields of Bria\'s API that this form does not have, e.g. {"new_field": true}. Where the form has a field of the same name, these win; null leaves a field out.',
};
