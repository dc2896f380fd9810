import type { INodePropertyCollection } from 'n8n-workflow';

import { toFileList, toPair, toRows } from '../values';
import { adapt, type Endpoint, type Field, values } from './endpoint';
import {
	aspectRatio,
	desiredIncrease,
	forceBackgroundDetection,
	guidanceScale,
	image,
	images,
	instruction,
	ipSignal,
	mask,
	modelVersion,
	moderateInput,
	moderateInputByDefault,
	moderateOutput,
	moderateOutputByDefault,
	moderatePrompt,
	negativePrompt,
	optionalAspectRatio,
	outputType,
	pixels,
	preserveAlpha,
	prompt,
	referenceImage,
	refinePrompt,
	seed,
	steps,
	structuredInstruction,
	structuredPrompt,
	tailoredModel,
	webhookUrl,
} from './fields';

/** What FIBO checks of its own accord. */
const FIBO_CHECKS = [ipSignal, moderatePrompt, moderateInputByDefault, moderateOutputByDefault];

const objectName: Field = {
	property: {
		displayName: 'Object to Erase',
		name: 'object_name',
		type: 'string',
		default: '',
		placeholder: 'e.g. the lamp',
		description: 'What to take out of the image, by its name',
	},
};

const newText: Field = {
	property: {
		displayName: 'New Text',
		name: 'new_text',
		type: 'string',
		default: '',
		placeholder: 'e.g. Summer Sale',
		description: 'What the text in the image should say instead',
	},
};

const season: Field = {
	property: {
		displayName: 'Season',
		name: 'season',
		type: 'options',
		options: values(
			['spring', 'Spring'],
			['summer', 'Summer'],
			['autumn', 'Autumn'],
			['winter', 'Winter'],
		),
		default: '',
		description:
			'What the image should look like. To describe a season or weather in words, use an expression.',
	},
};

const color: Field = {
	property: {
		displayName: 'Color',
		name: 'color',
		type: 'options',
		options: values(
			['color_contemporary', 'Contemporary', 'As a camera of today would show it'],
			['color_vivid', 'Vivid', 'Strong colors'],
			['black_and_white', 'Black and White', 'Takes the color out'],
			['sepia_vintage', 'Sepia', 'The brown of old photos'],
		),
		default: '',
		description: 'How the image is colored. To use another value, specify it with an expression.',
	},
};

const style: Field = {
	property: {
		displayName: 'Style',
		name: 'style',
		type: 'options',
		options: values(
			['oil_painting', 'Oil Painting'],
			['cartoon', 'Cartoon'],
			['anime', 'Anime'],
			['render_3d', '3D Render'],
			['vector_art', 'Vector Art'],
			['story_board', 'Storyboard'],
			['coloring_book', 'Coloring Book'],
			['pop_art_halftone', 'Pop Art'],
			['retro_ad', 'Retro Advertisement'],
			['art_nouveau', 'Art Nouveau'],
			['cubism', 'Cubism'],
			['wood_cut', 'Woodcut'],
			['cross_etching', 'Etching'],
		),
		default: '',
		description: 'How the image is drawn. To describe a style in words, use an expression.',
	},
};

const lightType: Field = {
	property: {
		displayName: 'Light',
		name: 'light_type',
		type: 'options',
		options: values(
			['midday', 'Midday Sun'],
			['sunrise light', 'Sunrise'],
			['low-angle sunlight', 'Low Sun'],
			['blue hour light', 'Blue Hour'],
			['overcast light', 'Overcast'],
			['soft overcast daylight lighting', 'Soft Overcast Daylight'],
			['cloud-filtered lighting', 'Through Clouds'],
			['fog-diffused lighting', 'Fog'],
			['moonlight lighting', 'Moonlight'],
			['starlight lighting nighttime', 'Starlight'],
			['soft bokeh lighting', 'Soft Lights Out of Focus'],
			['spotlight on subject, keep background settings', 'Spotlight on Subject'],
			['harsh studio lighting keep background setting', 'Hard Studio Light'],
		),
		default: '',
		description: 'The light that the scene is put in. To describe another, use an expression.',
	},
};

const lightDirection: Field = {
	property: {
		displayName: 'Light Direction',
		name: 'light_direction',
		type: 'options',
		options: values(
			['front', 'Front'],
			['side', 'Side'],
			['top-down', 'Above'],
			['bottom', 'Below'],
		),
		default: 'front',
		description: 'Where the light comes from. To use another value, specify it with an expression.',
	},
};

const maskType: Field = {
	property: {
		displayName: 'Mask Type',
		name: 'mask_type',
		type: 'options',
		options: values(
			['manual', 'Drawn by Hand', 'E.g. with a brush'],
			['automatic', 'Made by Software', 'E.g. by a tool that finds objects'],
		),
		default: 'manual',
		description: 'How the mask was made',
	},
};

const backgroundMode: Field = {
	property: {
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		options: values(
			['high_control', 'High Control', 'Follows the prompt most closely'],
			['base', 'Base', 'Clean backgrounds of high quality'],
			['fast', 'Fast', 'As Base, but faster'],
		),
		default: 'high_control',
		description: 'How a background is made from a prompt',
	},
};

/** Bria takes one image as a text and several as a list. */
const referenceImages: Field = {
	...adapt(referenceImage, {
		displayName: 'Reference Images',
		name: 'ref_images',
		placeholder: 'e.g. background1, background2',
		description:
			"Takes the place of 'Prompt': images that the new background is made after. Separate several with commas, or give a list with an expression.",
	}),
	toBody: (value, label) => {
		const list = toFileList(value, label);
		return list.length === 1 ? list[0] : list;
	},
};

const enhanceReferenceImages: Field = {
	property: {
		displayName: 'Enhance Reference Images',
		name: 'enhance_ref_images',
		type: 'boolean',
		default: true,
		description: 'Whether Bria may adjust the reference images for a better result',
	},
};

const originalQuality: Field = {
	property: {
		displayName: 'Keep Original Size',
		name: 'original_quality',
		type: 'boolean',
		default: false,
		description:
			'Whether the result is as large as the image. Without this, it is scaled to 1 megapixel.',
	},
};

const blurStrength: Field = {
	property: {
		displayName: 'Blur Strength',
		name: 'scale',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 5, numberPrecision: 0 },
		default: 5,
		description: 'From 1, a little, to 5, a lot',
	},
};

const padding: Field = {
	property: {
		displayName: 'Padding (Pixels)',
		name: 'padding',
		type: 'number',
		typeOptions: { numberPrecision: 0 },
		default: 0,
		description: 'How much room to leave around the subject on every side',
	},
};

const resolution: Field = {
	property: {
		displayName: 'Resolution',
		name: 'resolution',
		type: 'options',
		options: values(
			['1MP', 'Standard (1 MP)', 'About 1000 x 1000 pixels'],
			['4MP', 'High (4 MP)', 'More detail, above all in photos; takes about 30 seconds longer'],
		),
		default: '1MP',
		description: 'How large the image is. To use another value, specify it with an expression.',
	},
};

function pixelPair(displayName: string, name: string, usual: string, description: string): Field {
	return {
		property: {
			displayName,
			name,
			type: 'string',
			default: usual,
			placeholder: 'e.g. 1000, 800',
			description,
		},
		toBody: toPair,
	};
}

const canvasSize = pixelPair(
	'Canvas Size',
	'canvas_size',
	'1000, 1000',
	"Width and height of the result in pixels. Bria ignores it where 'Aspect Ratio' is set.",
);

const originalImageSize = pixelPair(
	'Original Image Size',
	'original_image_size',
	'',
	"Width and height of the image within the result, in pixels. Goes with 'Original Image Position', and takes the place of 'Aspect Ratio'.",
);

const originalImageLocation = pixelPair(
	'Original Image Position',
	'original_image_location',
	'',
	"How far the image is from the left and from the top of the result, in pixels. Goes with 'Original Image Size'.",
);

const tailoredModelInfluence: Field = {
	property: {
		displayName: 'Model Influence',
		name: 'tailored_model_influence',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1.5, numberPrecision: 2 },
		default: 1,
		description: 'How strongly the tailored model shapes the image, from 0 to 1.5',
	},
};

const product: INodePropertyCollection = {
	displayName: 'Product',
	name: 'product',
	values: [
		{ ...image.property, description: 'The image of the product' },
		pixels('Left', 'x', 'How far the product is from the left of the scene, in pixels'),
		pixels('Top', 'y', 'How far the product is from the top of the scene, in pixels'),
		pixels('Width', 'width', 'How wide the product is in the scene, in pixels'),
		pixels('Height', 'height', 'How high the product is in the scene, in pixels'),
	],
};

const products: Field = {
	file: 'image',
	property: {
		displayName: 'Products',
		name: 'products',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Product' },
		placeholder: 'Add Product',
		default: {},
		description:
			"The products, best as 'Cut Out Product' makes them, and where each goes. Keep the shape of the product, or it is stretched.",
		options: [product],
	},
	toBody: (value, label) =>
		toRows(value, label, product).map(({ image, ...coordinates }) => ({ image, coordinates })),
};

const scene = adapt(image, {
	displayName: 'Scene',
	name: 'scene',
	description: 'The image that the products are put into: JPEG, PNG or WEBP of at most 12 MB',
});

const sku: Field = {
	property: {
		displayName: 'SKU',
		name: 'sku',
		type: 'string',
		default: '',
		placeholder: 'e.g. TSHIRT-RED-M',
		description: 'The number of the product in your shop',
	},
};

function threshold(displayName: string, name: string, check: string): Field {
	return {
		property: {
			displayName,
			name,
			type: 'number',
			default: 80,
			description: `The threshold of '${check}'. Bria ignores it unless that is on.`,
		},
	};
}

const inputThreshold = threshold(
	'Moderate Input Image: Threshold',
	'visual_input_content_moderation_threshold',
	'Moderate Input Image',
);

const outputThreshold = threshold(
	'Moderate Output Image: Threshold',
	'visual_output_content_moderation_threshold',
	'Moderate Output Image',
);

const attributedImage = adapt(image, {
	hint: "Base64, or the name of the input item's file field",
	description: 'The image that the model made. Bria takes no URL here.',
});

const attributedModel: Field = {
	property: {
		displayName: 'Model Version',
		name: 'model_version',
		type: 'options',
		options: values(['4.0', '4.0'], ['3.2', '3.2'], ['3.0', '3.0'], ['2.3', '2.3']),
		default: '',
		description:
			'The version of the model that made the image. To use another value, specify it with an expression.',
	},
};

export const imageEndpoints: Endpoint[] = [
	{
		path: 'image/generate',
		operation: 'generate',
		name: 'Generate',
		action: 'Generate image',
		description: 'Make an image from a prompt, an image or both',
		required: [],
		form: [prompt, aspectRatio],
		options: [
			referenceImage,
			resolution,
			negativePrompt,
			seed,
			outputType,
			webhookUrl,
			structuredPrompt,
			steps(35, 50, 50),
			modelVersion('FIBO'),
			...FIBO_CHECKS,
		],
		oneOf: [['prompt'], ['images'], ['structured_prompt']],
	},
	{
		path: 'image/generate/lite',
		operation: 'generateLite',
		name: 'Generate (Lite)',
		action: 'Generate image with lite model',
		description: 'Make an image faster, with a smaller model',
		required: [],
		form: [prompt, aspectRatio],
		options: [
			referenceImage,
			seed,
			outputType,
			webhookUrl,
			structuredPrompt,
			modelVersion('FIBO'),
			...FIBO_CHECKS,
		],
		oneOf: [['prompt'], ['images'], ['structured_prompt']],
	},
	{
		path: 'image/generate/tailored',
		operation: 'generateTailored',
		name: 'Generate (Tailored Model)',
		action: 'Generate image with tailored model',
		description: 'Make an image in the style of your own model',
		required: [tailoredModel],
		form: [prompt, aspectRatio],
		options: [
			tailoredModelInfluence,
			negativePrompt,
			seed,
			structuredPrompt,
			guidanceScale,
			steps(20, 50, 50),
			moderatePrompt,
			moderateOutputByDefault,
		],
		oneOf: [['prompt'], ['structured_prompt']],
	},
	{
		path: 'image/edit',
		operation: 'edit',
		name: 'Edit',
		action: 'Edit image with text',
		description: 'Change an image as an instruction says',
		required: [images],
		form: [instruction],
		options: [
			mask,
			negativePrompt,
			seed,
			outputType,
			webhookUrl,
			structuredInstruction,
			guidanceScale,
			steps(20, 50, 30),
			modelVersion('FIBO-edit'),
			...FIBO_CHECKS,
		],
		oneOf: [['instruction'], ['structured_instruction']],
	},
	{
		path: 'image/edit/remove_background',
		operation: 'removeBackground',
		name: 'Remove Background',
		action: 'Remove background from image',
		description: 'Cut out the subject of an image, with nothing behind it',
		required: [image],
		options: [webhookUrl, preserveAlpha, moderateInput, moderateOutput],
	},
	{
		path: 'image/edit/replace_background',
		operation: 'replaceBackground',
		name: 'Replace Background',
		action: 'Replace background of image',
		description: 'Put the subject of an image in front of another background',
		required: [image],
		form: [
			adapt(prompt, {
				placeholder: 'e.g. On a wooden table in a bright kitchen',
				description:
					"What the new background should show, in plain English, or a color such as #FF5733. Leave it empty where 'Reference Images' is filled in.",
			}),
		],
		options: [
			referenceImages,
			backgroundMode,
			negativePrompt,
			originalQuality,
			seed,
			webhookUrl,
			refinePrompt,
			enhanceReferenceImages,
			forceBackgroundDetection,
			moderatePrompt,
			moderateOutput,
		],
		oneOf: [['prompt'], ['ref_images']],
	},
	{
		path: 'image/edit/blur_background',
		operation: 'blurBackground',
		name: 'Blur Background',
		action: 'Blur background of image',
		description: 'Blur what is behind the subject of an image',
		required: [image],
		form: [blurStrength],
		options: [webhookUrl, preserveAlpha, moderateInput, moderateOutput],
	},
	{
		path: 'image/edit/increase_resolution',
		operation: 'increaseResolution',
		name: 'Increase Resolution',
		action: 'Upscale image',
		description: 'Make an image larger and leave its content as it is',
		required: [image],
		form: [desiredIncrease],
		options: [webhookUrl, preserveAlpha, moderateInput, moderateOutput],
	},
	{
		path: 'image/edit/enhance',
		operation: 'enhance',
		name: 'Enhance',
		action: 'Enhance image',
		description: 'Make an image larger and add detail that it does not have',
		required: [image],
		options: [seed, webhookUrl, preserveAlpha, moderateInput, moderateOutput],
	},
	{
		path: 'image/edit/expand',
		operation: 'expand',
		name: 'Expand',
		action: 'Expand image',
		description: 'Give an image another shape and fill what is new around it',
		required: [image],
		form: [optionalAspectRatio],
		options: [
			adapt(prompt, {
				placeholder: 'e.g. A sandy beach',
				description:
					'What the new parts should show, in plain English. Without one, Bria goes by the image.',
			}),
			canvasSize,
			originalImageSize,
			originalImageLocation,
			negativePrompt,
			seed,
			webhookUrl,
			preserveAlpha,
			moderatePrompt,
			moderateInput,
			moderateOutput,
		],
		oneOf: [['aspect_ratio'], ['original_image_size', 'original_image_location']],
	},
	{
		path: 'image/edit/gen_fill',
		operation: 'genFill',
		name: 'Generative Fill',
		action: 'Fill masked area of image',
		description: 'Make something new in an image where a mask is white',
		required: [
			image,
			mask,
			adapt(prompt, {
				placeholder: 'e.g. A blue vase',
				description: 'What the masked area should show, in plain English',
			}),
		],
		options: [
			negativePrompt,
			seed,
			webhookUrl,
			refinePrompt,
			preserveAlpha,
			moderatePrompt,
			moderateInput,
			moderateOutput,
		],
	},
	{
		path: 'image/edit/add_object_by_text',
		operation: 'addObjectByText',
		name: 'Add Object',
		action: 'Add object to image',
		description: 'Put something into an image as an instruction says',
		required: [
			image,
			adapt(instruction, {
				placeholder: 'e.g. Place a red vase on the table',
				description: 'What to add and where, in plain English',
			}),
		],
		options: [webhookUrl],
	},
	{
		path: 'image/edit/replace_object_by_text',
		operation: 'replaceObjectByText',
		name: 'Replace Object',
		action: 'Replace object in image',
		description: 'Put something in the place of something else in an image',
		required: [
			image,
			adapt(instruction, {
				placeholder: 'e.g. Replace the apple with a pear',
				description: 'What to replace, and with what, in plain English',
			}),
		],
		options: [webhookUrl],
	},
	{
		path: 'image/edit/erase_by_text',
		operation: 'eraseByText',
		name: 'Erase Object by Name',
		action: 'Erase object from image by name',
		description: 'Take something out of an image by saying what it is',
		required: [image, objectName],
		options: [webhookUrl],
	},
	{
		path: 'image/edit/erase',
		operation: 'erase',
		name: 'Erase Object by Mask',
		action: 'Erase masked object from image',
		description: 'Take out of an image what a mask marks, and fill in what is behind it',
		required: [image, mask],
		options: [maskType, webhookUrl, preserveAlpha, moderateInput, moderateOutput],
	},
	{
		path: 'image/edit/erase_foreground',
		operation: 'eraseForeground',
		name: 'Erase Foreground',
		action: 'Erase foreground of image',
		description: 'Take the subject out of an image, and fill in what is behind it',
		required: [image],
		options: [webhookUrl, preserveAlpha, moderateInput, moderateOutput],
	},
	{
		path: 'image/edit/crop_foreground',
		operation: 'cropForeground',
		name: 'Crop Foreground',
		action: 'Crop image to foreground',
		description: 'Remove the background and cut the image close to the subject',
		required: [image],
		form: [padding],
		options: [webhookUrl, forceBackgroundDetection, preserveAlpha, moderateInput, moderateOutput],
	},
	{
		path: 'image/edit/product/cutout',
		operation: 'productCutout',
		name: 'Cut Out Product',
		action: 'Cut out product from image',
		description: 'Remove the background and cut the image close to the product',
		required: [image],
		options: [
			outputType,
			sku,
			webhookUrl,
			forceBackgroundDetection,
			preserveAlpha,
			moderateInput,
			inputThreshold,
			moderateOutput,
			outputThreshold,
		],
	},
	{
		path: 'image/edit/product/integrate',
		operation: 'productIntegrate',
		name: 'Place Products in Scene',
		action: 'Place products in scene',
		description: 'Put products into an image, in its light and perspective',
		required: [scene, products],
		options: [seed, moderateInputByDefault, moderateOutputByDefault],
	},
	{
		path: 'image/edit/blend',
		operation: 'blend',
		name: 'Blend',
		action: 'Blend objects in image',
		description: 'Merge objects, put on textures or rearrange what is in an image',
		required: [
			image,
			adapt(instruction, {
				placeholder: 'e.g. Place the art on the shirt, and keep the art as it is',
				description: 'What to merge or move, in plain English',
			}),
		],
		options: [webhookUrl],
	},
	{
		path: 'image/edit/rewrite_text',
		operation: 'rewriteText',
		name: 'Rewrite Text',
		action: 'Rewrite text in image',
		description: 'Have the text in an image say something else',
		required: [image, newText],
		options: [webhookUrl],
	},
	{
		path: 'image/edit/restyle',
		operation: 'restyle',
		name: 'Restyle',
		action: 'Change style of image',
		description: 'Draw an image anew in another style',
		required: [image, style],
		options: [webhookUrl],
	},
	{
		path: 'image/edit/relight',
		operation: 'relight',
		name: 'Relight',
		action: 'Change light of image',
		description: 'Put an image in another light',
		required: [image, lightType],
		options: [lightDirection, webhookUrl],
	},
	{
		path: 'image/edit/reseason',
		operation: 'reseason',
		name: 'Reseason',
		action: 'Change season of image',
		description: 'Show an image in another season',
		required: [image, season],
		options: [webhookUrl],
	},
	{
		path: 'image/edit/colorize',
		operation: 'colorize',
		name: 'Colorize',
		action: 'Colorize image',
		description: 'Give a black and white photo color, or take it away',
		required: [image, color],
		options: [webhookUrl],
	},
	{
		path: 'image/edit/restore',
		operation: 'restore',
		name: 'Restore',
		action: 'Restore old photo',
		description: 'Take noise, scratches and blur out of an old photo',
		required: [image],
		options: [webhookUrl],
	},
	{
		path: 'image/edit/sketch_to_colored_image',
		operation: 'sketchToColoredImage',
		name: 'Sketch to Image',
		action: 'Turn sketch into image',
		description: 'Turn a drawing into a realistic image in color',
		required: [image],
		options: [webhookUrl],
	},
	{
		path: 'image/attribution/by_image',
		operation: 'attributionByImage',
		name: 'Attribute',
		action: 'Attribute generated image',
		description:
			"Report an image that Bria's models made, so that the owners of their training data are compensated",
		required: [attributedImage, attributedModel],
	},
];
