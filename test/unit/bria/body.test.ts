import type { IDataObject } from 'n8n-workflow';

import { buildBody, buildCustomBody } from '../../../nodes/Bria/body';
import { type NamedFile, replaceFiles } from '../../../nodes/Bria/bodyFiles';
import { findEndpoint } from '../../../nodes/Bria/resources';
import { readAs } from './readForm';

function endpointOf(resource: string, operation: string) {
	const endpoint = findEndpoint(resource, operation);
	if (!endpoint) throw new Error(`There is no ${resource}, ${operation}`);
	return endpoint;
}

const build = (resource: string, operation: string, given: IDataObject = {}) =>
	buildBody(readAs(resource, operation, given), endpointOf(resource, operation));

const generate = (given: IDataObject) => build('image', 'generate', given);

describe('What Bria is sent', () => {
	it.each(['1000, 800', '1000x800', '1000 800', '[1000,800]', '1000 × 800'])(
		'understands a size written as %s',
		(canvas_size) => {
			const given = { image: 'data', aspect_ratio: '1:1', options: { canvas_size } };
			expect(build('image', 'expand', given).canvas_size).toEqual([1000, 800]);
		},
	);

	it('is what the form shows, and options only where they were added', () => {
		expect(generate({ prompt: 'A bicycle' })).toEqual({ prompt: 'A bicycle', aspect_ratio: '1:1' });
		expect(
			generate({ prompt: 'A bicycle', options: { seed: 0, prompt_content_moderation: false } }),
		).toEqual({
			prompt: 'A bicycle',
			aspect_ratio: '1:1',
			seed: 0,
			prompt_content_moderation: false,
		});
	});

	it('has no fields that are empty', () => {
		const options = { negative_prompt: '', images: '  ', structured_prompt: '', webhook_url: null };
		expect(generate({ prompt: 'A bicycle', aspect_ratio: '', options })).toEqual({
			prompt: 'A bicycle',
		});
	});

	it('never has the options that are for n8n', () => {
		const options = { includeInputFields: true };
		expect(generate({ prompt: 'A bicycle', options })).not.toHaveProperty('includeInputFields');
	});

	it('has no field of another operation that the node still holds', () => {
		const body = build('image', 'removeBackground', {
			image: 'data',
			prompt: 'A bicycle',
			options: { steps_num: 50 },
		});
		expect(body).toEqual({ image: 'data' });
	});

	it('keeps a prompt as it was typed', () => {
		expect(generate({ prompt: ' A bicycle\n' }).prompt).toBe(' A bicycle\n');
	});

	it('has no half of an emoji, where a text was cut off', () => {
		const prompt = 'A happy \u{1f98a} \u{1f98a}'.slice(0, -1);
		expect(generate({ prompt }).prompt).toBe('A happy \u{1f98a} ');
	});

	it('names files without spaces around them', () => {
		expect(build('image', 'restore', { image: ' data\n' })).toEqual({ image: 'data' });
	});

	it('has numbers and switches as such, also where an expression gives a text', () => {
		const options = { seed: '42', steps_num: 40, ip_signal: 'true' };
		expect(generate({ prompt: 'A bicycle', options })).toMatchObject({
			seed: 42,
			steps_num: 40,
			ip_signal: true,
		});
	});

	it('has any value that an expression gives to a list', () => {
		expect(generate({ prompt: 'A bicycle', aspect_ratio: '5:1' }).aspect_ratio).toBe('5:1');
		const expanded = build('image', 'expand', { image: 'data', aspect_ratio: 1.85 });
		expect(expanded.aspect_ratio).toBe(1.85);
	});

	it('has the type of what a list offers, also where an expression gives another', () => {
		const upscaled = build('image', 'increaseResolution', { image: 'data', desired_increase: '4' });
		expect(upscaled.desired_increase).toBe(4);
		const attributed = build('image', 'attributionByImage', { image: 'data', model_version: 3.2 });
		expect(attributed.model_version).toBe('3.2');
		const whole = build('image', 'attributionByImage', { image: 'data', model_version: 4 });
		expect(whole.model_version).toBe('4.0');
		const expanded = build('image', 'expand', { image: 'data', aspect_ratio: '1.85' });
		expect(expanded.aspect_ratio).toBe(1.85);
	});

	it('has switches as spreadsheets write them', () => {
		for (const [on, off] of [
			['TRUE', ' False '],
			['yes', 'No'],
			[1, 0],
		]) {
			const options = { ip_signal: on, prompt_content_moderation: off } as IDataObject;
			expect(generate({ prompt: 'A bicycle', options })).toMatchObject({
				ip_signal: true,
				prompt_content_moderation: false,
			});
		}
	});

	it('has a structured prompt as a text, whether it comes as text or as an object', () => {
		const text = '{ "subject": "bicycle" }';
		expect(generate({ options: { structured_prompt: text } }).structured_prompt).toBe(text);
		const options = { structured_prompt: { subject: 'bicycle' } };
		expect(generate({ options }).structured_prompt).toBe('{"subject":"bicycle"}');
	});

	it('has the ID of a tailored model, from the list or by hand', () => {
		for (const mode of ['list', 'id']) {
			const tailored_model_id = { __rl: true, mode, value: '4127' };
			const body = build('structuredPrompt', 'generateTailored', {
				tailored_model_id,
				prompt: 'x',
			});
			expect(body.tailored_model_id).toBe('4127');
		}
	});

	it('has sizes and positions as pairs of numbers, from a text or a list', () => {
		const options = {
			canvas_size: '1200x800',
			original_image_size: [600, '400'],
			original_image_location: '-10, 20',
		};
		expect(build('image', 'expand', { image: 'data', options })).toEqual({
			image: 'data',
			canvas_size: [1200, 800],
			original_image_size: [600, 400],
			original_image_location: [-10, 20],
		});
	});

	it('has rows as the lists that Bria wants', () => {
		const product = [{ image: 'data', x: 1, y: '2', width: 30, height: 40 }];
		expect(build('image', 'productIntegrate', { scene: 'room', products: { product } })).toEqual({
			scene: 'room',
			products: [{ image: 'data', coordinates: { x: 1, y: 2, width: 30, height: 40 } }],
		});
		const point = [{ x: 5, y: 6, type: 'negative' }];
		const masked = build('video', 'maskByKeyPoints', { video: 'data', key_points: { point } });
		expect(masked.key_points).toEqual(point);
	});
});

describe('Additional fields', () => {
	it('win, and can take a field out', () => {
		const additional_fields =
			'{"seed": 7, "aspect_ratio": null, "new_field": {"a": [1]}, "negative_prompt": ""}';
		const options = { seed: 3, additional_fields };
		expect(generate({ prompt: 'A bicycle', options })).toEqual({
			prompt: 'A bicycle',
			seed: 7,
			new_field: { a: [1] },
			negative_prompt: '',
		});
	});

	it('can be what Bria needs', () => {
		const options = { additional_fields: { new_text: 'Sale' } };
		expect(build('image', 'rewriteText', { image: 'data', options }).new_text).toBe('Sale');
	});

	it('can be given where the form would refuse the same field', () => {
		const options = { seed: 'none', additional_fields: { seed: 'random' } };
		expect(generate({ prompt: 'A bicycle', options }).seed).toBe('random');
	});
});

describe('What cannot be sent is told in the words of the form', () => {
	it.each([
		["'New Text' is empty", 'rewriteText', { image: 'data' }],
		["'New Text' is empty", 'rewriteText', { image: 'data', new_text: ' ' }],
		["'Image' is empty", 'removeBackground', { image: '' }],
		["'Products' is empty", 'productIntegrate', { scene: 'data' }],
		["'Prompt' is an object instead of a text", 'generate', { prompt: { text: 'A bicycle' } }],
		["'Prompt' is a list instead of a text", 'generate', { prompt: ['A bicycle'] }],
		[
			'\'Moderate Prompt\' is "maybe" instead of true or false',
			'generate',
			{ prompt: 'A bicycle', options: { prompt_content_moderation: 'maybe' } },
		],
		[
			"'Tailored Model' is empty",
			'generateTailored',
			{ prompt: 'A bicycle', tailored_model_id: { mode: 'list', value: '' } },
		],
		['\'Prompt\' is "NaN" instead of a text', 'generate', { prompt: NaN }],
		['\'Seed\' is "many" instead of a number', 'generate', { options: { seed: 'many' } }],
		["'Image' is an object instead of a text", 'removeBackground', { image: { id: 'data' } }],
		[
			'\'Products 2: Width\' is "wide" instead of a number',
			'productIntegrate',
			{
				scene: 'data',
				products: {
					product: [
						{ image: 'a', x: 1, y: 1, width: 1, height: 1 },
						{ image: 'a', x: 1, y: 1, width: 'wide', height: 1 },
					],
				},
			},
		],
		[
			"'Products 1: Image' is empty",
			'productIntegrate',
			{ scene: 'data', products: { product: [{ image: '', x: 1, y: 1, width: 1, height: 1 }] } },
		],
		["'Canvas Size' is not two numbers", 'expand', { options: { canvas_size: '1000' } }],
		[
			'\'Seed\' is "12345678901234567890" instead of a number of at most 15 digits',
			'generate',
			{ prompt: 'A bicycle', options: { seed: '12345678901234567890' } },
		],
		["'Canvas Size' is not two numbers", 'expand', { options: { canvas_size: '1000-800' } }],
		["'Canvas Size' is not two numbers", 'expand', { options: { canvas_size: [1, 2, 3] } }],
		[
			'\'Canvas Size\' is "" instead of a number',
			'expand',
			{ options: { canvas_size: [1000, ''] } },
		],
		[
			"'Structured Prompt' is not a JSON object",
			'generate',
			{ options: { structured_prompt: 'a bicycle' } },
		],
		[
			"'Additional Fields (JSON)' is not a JSON object",
			'generate',
			{ prompt: 'A bicycle', options: { additional_fields: '{"seed": }' } },
		],
	])('%s (%s)', (message, operation, given) => {
		expect(() => build('image', operation, given as IDataObject)).toThrow(message);
	});

	it.each([
		["'Prompt'", 'generate', { prompt: 'A photo of {{ $json.name }}' }],
		["'Image'", 'removeBackground', { image: '{{ $json.image_url }}' }],
		["'Structured Prompt'", 'generate', { options: { structured_prompt: '{{ $json.text }}' } }],
		[
			"'Additional Fields (JSON)'",
			'generate',
			{ prompt: 'x', options: { additional_fields: `{"seed": {{ $('Form').item.json.seed }}}` } },
		],
	])('%s that n8n did not evaluate', (label, operation, given) => {
		expect(() => build('image', operation, given as IDataObject)).toThrow(
			`${label} is an expression that n8n did not evaluate`,
		);
	});

	it.each(['A sign that says {{ SALE }}', '{{', '}} $json {{'])(
		'other braces are part of a text: %s',
		(prompt) => {
			expect(generate({ prompt }).prompt).toBe(prompt);
		},
	);

	it('names what may take the place of a field that is empty', () => {
		expect(() => generate({ prompt: '' })).toThrow(
			expect.objectContaining({
				message: "'Prompt' is empty",
				details: expect.stringContaining("'Reference Image', or 'Structured Prompt'"),
			}),
		);
		expect(() => build('image', 'expand', { image: 'data' })).toThrow(
			expect.objectContaining({
				message: "'Aspect Ratio' is empty",
				details: expect.stringContaining("'Original Image Size' and 'Original Image Position'"),
			}),
		);
	});
});

describe('A field of several files', () => {
	const references = (ref_images: unknown) =>
		build('image', 'replaceBackground', { options: { ref_images } as IDataObject }).ref_images;

	it.each([
		['one file field', 'data', 'data'],
		['several file fields', 'data, data_1,data_2', ['data', 'data_1', 'data_2']],
		['a URL with commas', 'https://example.com/w_3,h_2/a.png', 'https://example.com/w_3,h_2/a.png'],
		[
			'several URLs',
			'https://example.com/w_3,h_2/a.png, https://example.com/b.png',
			['https://example.com/w_3,h_2/a.png', 'https://example.com/b.png'],
		],
		[
			'file fields and URLs without spaces',
			'data,https://example.com/w_3,h_2/a.png,https://example.com/b.png',
			['data', 'https://example.com/w_3,h_2/a.png', 'https://example.com/b.png'],
		],
		['JSON', '["data", "https://example.com/a.png"]', ['data', 'https://example.com/a.png']],
		['a data URI', 'data:image/png;base64,AAAA', 'data:image/png;base64,AAAA'],
		[
			'a data URI and what follows it without a space',
			'data:image/png;base64,AAAA,data_1,https://example.com/a.png',
			['data:image/png;base64,AAAA', 'data_1', 'https://example.com/a.png'],
		],
		[
			'a data URI over several lines',
			'data:image/png;base64,\nAAAA',
			'data:image/png;base64,\nAAAA',
		],
		['a list', ['data', ' https://example.com/a.png '], ['data', 'https://example.com/a.png']],
		['a list in which some are missing', [null, 'data', undefined, ''], 'data'],
	])('takes %s', (_what, given, sent) => {
		expect(references(given)).toEqual(sent);
	});

	it('is a list of one where Bria always wants a list', () => {
		const body = build('image', 'edit', { images: 'data', instruction: 'Make it blue' });
		expect(body.images).toEqual(['data']);
	});
});

describe('Files in a body', () => {
	const fetched = async ({ text, kind, label }: NamedFile) => `${label} (${kind}) ${text}`;

	it('are replaced wherever they are: by themselves, in lists, in rows', async () => {
		const body = {
			scene: 'room',
			products: [{ image: ' data ', coordinates: { x: 1, y: 2, width: 3, height: 4 } }],
			seed: 1,
		};
		expect(await replaceFiles(body, endpointOf('image', 'productIntegrate'), fetched)).toEqual({
			scene: 'Scene (image) room',
			products: [
				{
					image: 'Products 1: Image (image) data',
					coordinates: { x: 1, y: 2, width: 3, height: 4 },
				},
			],
			seed: 1,
		});
		expect(
			await replaceFiles({ images: ['a', 'b'] }, endpointOf('image', 'edit'), fetched),
		).toEqual({ images: ['Image 1 (image) a', 'Image 2 (image) b'] });
	});

	it('are videos where Bria takes videos, a mask among them', async () => {
		const body = { video: 'data', mask: 'data_1' };
		expect(await replaceFiles(body, endpointOf('video', 'erase'), fetched)).toEqual({
			video: 'Video (video) data',
			mask: 'Mask (video) data_1',
		});
	});

	it('stay as they are where additional fields give something else than a text', async () => {
		const body = { image: 5, seed: 1 };
		expect(await replaceFiles(body, endpointOf('image', 'enhance'), fetched)).toEqual(body);
	});
});

describe('A custom body', () => {
	const custom = (given: IDataObject) =>
		buildCustomBody(readAs('custom', 'submit', { endpoint: 'x', ...given }));

	it('is sent as it is, as text or as an object', () => {
		expect(custom({ body: '{"a": null, "b": [""]}' })).toEqual({ a: null, b: [''] });
		expect(custom({ body: { a: 1 } })).toEqual({ a: 1 });
		expect(custom({ body: '' })).toEqual({});
	});

	it('keeps the digits of numbers that are too large for JavaScript', () => {
		expect(custom({ body: '{"seed": 9007199254740993}' })).toEqual({ seed: '9007199254740993' });
	});

	it('takes the webhook URL of the options', () => {
		const options = { webhook_url: 'https://example.com/hook' };
		expect(custom({ body: '{"a": 1}', options })).toEqual({
			a: 1,
			webhook_url: 'https://example.com/hook',
		});
	});

	it.each([
		['cut off', '{"a":'],
		['a list', '[1]'],
		['a text', '"text"'],
		['null', 'null'],
		['nested too deeply to be sent', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
	])('is refused where it is no usable object, e.g. %s', (_, body) => {
		expect(() => custom({ body })).toThrow("'Body (JSON)' is not a JSON object");
	});
});
