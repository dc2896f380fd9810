import type { INodePropertyCollection } from 'n8n-workflow';

import { toRows } from '../values';
import { adapt, type Endpoint, type Field, values } from './endpoint';
import {
	autoTrim,
	desiredIncrease,
	image,
	mask,
	pixels,
	preserveAudio,
	prompt,
	seed,
	tailoredModel,
	video,
	VIDEO_HINT,
	videoFormat,
	webhookUrl,
} from './fields';

/** The endpoints that work with masks take at most 5 seconds. */
const shortVideo = adapt(video, {
	description:
		'The video to work on: MP4, MOV, WEBM, AVI or GIF of at most 5 seconds. A file is uploaded to Bria first, which may take a while.',
});

const maskVideo: Field = {
	...adapt(mask, {
		hint: VIDEO_HINT,
		placeholder: 'e.g. {{ $json.result.mask_url }}',
		description:
			"A black and white video: what is white is erased. The operations 'Mask by Prompt' and 'Mask by Key Points' make one.",
	}),
	file: 'video',
};

const backgroundColor: Field = {
	property: {
		displayName: 'Background Color',
		name: 'background_color',
		type: 'options',
		options: values(
			['Transparent', 'Transparent', 'Needs an output format that can be transparent, e.g. WebM'],
			['Black', 'Black'],
			['White', 'White'],
			['Gray', 'Gray'],
			['Red', 'Red'],
			['Green', 'Green'],
			['Blue', 'Blue'],
			['Yellow', 'Yellow'],
			['Cyan', 'Cyan'],
			['Magenta', 'Magenta'],
			['Orange', 'Orange'],
		),
		default: 'Black',
		description: 'What takes the place of the background. Bria takes no hex values here.',
	},
};

const backgroundFile: Field = {
	...adapt(video, {
		displayName: 'Background',
		name: 'background_url',
		default: '',
		placeholder: 'e.g. https://example.com/beach.jpg',
		description: 'The image or video that takes the place of the background',
	}),
	file: 'media',
};

const greenShade: Field = {
	property: {
		displayName: 'Screen Color',
		name: 'green_shade',
		type: 'options',
		options: values(
			['broadcast_green', 'Broadcast Green', 'What professional video tools expect (#00B140)'],
			['chroma_green', 'Chroma Green', 'For simple video editors (#00FF00)'],
			['blue_screen', 'Blue', 'Where the subject wears green (#0000FF)'],
		),
		default: 'broadcast_green',
		description:
			'The color that takes the place of the background. To use another value, specify it with an expression.',
	},
};

const autoZoom: Field = {
	property: {
		displayName: 'Zoom to Subject',
		name: 'auto_zoom',
		type: 'boolean',
		default: false,
		description: 'Whether to crop the video to its subject, which takes longer',
	},
};

const frameIndex: Field = {
	property: {
		displayName: 'Frame Number',
		name: 'frame_index',
		type: 'number',
		typeOptions: { numberPrecision: 0 },
		default: 0,
		description: 'The frame that the key points are on',
	},
};

const point: INodePropertyCollection = {
	displayName: 'Point',
	name: 'point',
	values: [
		pixels('Left', 'x', 'How far the point is from the left of the frame, in pixels'),
		pixels('Top', 'y', 'How far the point is from the top of the frame, in pixels'),
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: values(
				['positive', 'On the Object', 'The mask covers it'],
				['negative', 'Beside the Object', 'The mask leaves it out'],
			),
			default: 'positive',
			description: 'Whether the point is on the object',
		},
	],
};

const keyPoints: Field = {
	property: {
		displayName: 'Key Points',
		name: 'key_points',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Point' },
		placeholder: 'Add Point',
		default: {},
		description: 'Points on the object that the mask is to cover, and points beside it',
		options: [point],
	},
	toBody: (value, label) => toRows(value, label, point),
};

const attributedModel: Field = {
	property: {
		displayName: 'Model',
		name: 'model',
		type: 'options',
		options: values(
			['video_generation:1', 'Generation'],
			['video_rmbg:1', 'Background Removal'],
			['video_eraser:1', 'Eraser'],
			['video_mask:1', 'Mask'],
			['video_increase_res:1', 'Increase Resolution'],
		),
		default: '',
		description:
			'The model that made the video. To use another value, specify it with an expression.',
	},
};

export const videoEndpoints: Endpoint[] = [
	{
		path: 'video/edit/remove_background',
		operation: 'removeBackground',
		name: 'Remove Background',
		action: 'Remove background from video',
		description: 'Cut out the subject of a video',
		required: [video],
		form: [backgroundColor],
		options: [videoFormat('mp4_h264'), preserveAudio, autoZoom, webhookUrl],
	},
	{
		path: 'video/edit/replace_background',
		operation: 'replaceBackground',
		name: 'Replace Background',
		action: 'Replace background of video',
		description: 'Put the subject of a video in front of another image or video',
		required: [video, backgroundFile],
		options: [videoFormat('webm_vp9'), preserveAudio, webhookUrl],
	},
	{
		path: 'video/edit/green_screen',
		operation: 'greenScreen',
		name: 'Green Screen',
		action: 'Put green screen behind video subject',
		description: 'Put the subject of a video in front of a green or blue screen',
		required: [video],
		form: [greenShade],
		options: [videoFormat('webm_vp9'), preserveAudio, webhookUrl],
	},
	{
		path: 'video/edit/increase_resolution',
		operation: 'increaseResolution',
		name: 'Increase Resolution',
		action: 'Upscale video',
		description: 'Make a video larger, up to 8K',
		required: [video],
		form: [desiredIncrease],
		options: [videoFormat('mp4_h264'), preserveAudio, webhookUrl],
	},
	{
		path: 'video/edit/erase',
		operation: 'erase',
		name: 'Erase Object',
		action: 'Erase masked object from video',
		description: 'Take out of a video what a mask marks, and fill in what is behind it',
		required: [shortVideo, maskVideo],
		options: [autoTrim, videoFormat('mp4_h264'), preserveAudio, webhookUrl],
	},
	{
		path: 'video/segment/mask_by_prompt',
		operation: 'maskByPrompt',
		name: 'Mask by Prompt',
		action: 'Make video mask from prompt',
		description: 'Make a mask of an object in a video by saying what it is',
		required: [
			shortVideo,
			adapt(prompt, {
				typeOptions: undefined,
				placeholder: 'e.g. the red car',
				description: 'The object that the mask is to cover',
			}),
		],
		options: [autoTrim, videoFormat('mp4_h264'), webhookUrl],
	},
	{
		path: 'video/segment/mask_by_key_points',
		operation: 'maskByKeyPoints',
		name: 'Mask by Key Points',
		action: 'Make video mask from key points',
		description: 'Make a mask of an object in a video by pointing at it',
		required: [shortVideo, keyPoints],
		options: [frameIndex, autoTrim, videoFormat('mp4_h264'), webhookUrl],
	},
	{
		path: 'video/generate/foreground_mask',
		operation: 'foregroundMask',
		name: 'Foreground Mask',
		action: 'Make video mask of foreground',
		description: 'Make a mask of the subject of a video',
		required: [video],
		options: [videoFormat('mp4_h264'), webhookUrl],
	},
	{
		path: 'video/generate/tailored/image-to-video',
		operation: 'imageToVideo',
		name: 'Image to Video (Beta)',
		action: 'Turn image of tailored model into video',
		description: 'Make a video of 5 seconds from an image that a tailored model made',
		required: [
			tailoredModel,
			adapt(image, { description: 'The image that the tailored model made' }),
		],
		options: [seed],
	},
	{
		path: 'video/attribution/by_video',
		operation: 'attributionByVideo',
		name: 'Attribute',
		action: 'Attribute generated video',
		description:
			"Report a video that Bria's models made, so that the owners of their training data are compensated",
		required: [adapt(video, { description: 'The video that Bria made' }), attributedModel],
	},
];
