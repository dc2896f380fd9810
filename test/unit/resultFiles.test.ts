import { findResultFiles, needsNoFile } from '../../nodes/files/resultFiles';

const A = 'https://x.example/a';
const B = 'https://x.example/b';

const urlsOf = (result: unknown) =>
	findResultFiles({ result } as never).map(({ url }) => url.replace('https://x.example/', ''));
const kindOf = (result: object) => findResultFiles({ result } as never)[0]?.kind;

describe('A file of a result', () => {
	it.each<[string, unknown, string[]]>([
		['in a field for an address', { image_url: A }, ['a']],
		['in a field for anything', { url: A }, ['a']],
		['in camel case', { resultImageUrl: A }, ['a']],
		['with spaces around', { url: ` ${A}\n` }, ['a']],
		['in a list of addresses', { urls: [A, B] }, ['a', 'b']],
		['in a list of things', { images: [A, B] }, ['a', 'b']],
		['in a list of lists', { images: [[A], [B]] }, ['a', 'b']],
		['in a link', { download_link: A, image: { src: B } }, ['a', 'b']],
		['in a numbered field', { image_url_1: A, image2: B }, ['a', 'b']],
		['in a map of addresses', { urls: { small: A, large: B } }, ['a', 'b']],
		['in a map of things', { images: { small: A, large: { url: B } } }, ['a', 'b']],
		['in a list that is the result', [A, { image_url: B }], ['a', 'b']],
		['that is the result', A, ['a']],
		['in the order of the answer', { z_url: B, a_url: A }, ['b', 'a']],
		['once', { image_url: A, url: A, urls: [A] }, ['a']],
		[
			'beside a failed part',
			[
				{ status: 'failed', url: A },
				{ status: 'ok', url: B },
			],
			['b'],
		],
	])('is found %s', (_name, result, urls) => {
		expect(urlsOf(result)).toEqual(urls);
	});

	it.each([
		{ status_url: A },
		{ webhookUrl: A },
		{ callback_url: A },
		{ upload_url: A },
		{ input_image_url: A },
		{ webhook: { url: A }, callbacks: [{ url: A }], request: { image_url: A } },
		{ inputs: [{ image_url: A }], source: { images: [A] }, input_images: { small: A } },
		{ images: { source: A, status_url: A }, image: { license: A } },
		{ images: [{ tags: ['a fox', 'snow'] }], files: { names: ['a fox'], pages: [A] } },
		{ images: [{ id: 1, license: A }], files: { name: 'a fox', license: A } },
		{ source_urls: [A] },
		{ ref_images: [A], reference_image_url: A },
		{ error: { url: A } },
		{ warning: { url: A } },
		{ structured_prompt: { url: A } },
		{ structured_instruction: { image_url: A } },
		{ prompt: A },
		{ text: A },
		{ seed: A },
		{ curl: A, link: 'none', prose: { src: 5 } },
		{ images: ['none'], video: 'none' },
		{ image_url: null, video_url: '', mask_url: 5 },
		undefined,
		null,
	])('is not what leads elsewhere, or nowhere: %j', (result) => {
		expect(urlsOf(result)).toEqual([]);
	});

	it('is also what a field for an address holds, though it is none: a download says so', () => {
		expect(urlsOf({ image_url: 'somewhere' })).toEqual(['somewhere']);
	});

	it.each([
		['image', { image_url: A }],
		['image', { images: [A] }],
		['video', { video_url: `${A}.png` }],
		['video', { mask_url: A }],
		['image', { mask_url: `${A}.png` }],
		['image', { url: `${A}.JPG?x=.mp4` }],
		['video', { result_url: `${A}.mov` }],
		['image', { url: A, width: 1, height: 1 }],
		['image', { image: { url: A } }],
		['image', { images: [{ url: A }] }],
		['video', { videos: [{ href: A }] }],
		['video', { image: { url: `${A}.mp4` } }],
		['file', { url: A }],
		['file', { url: `${A}.json` }],
		['file', { url: 'somewhere' }],
	])('is a(n) %s: %j', (kind, result) => {
		expect(kindOf(result)).toBe(kind);
	});
});

describe('A completed request', () => {
	it.each([
		{ structured_prompt: '{}', seed: 1 },
		{ structured_instruction: '{}' },
		{ content: { parts: [{ url: '' }] } },
		{ structured_prompt: { image_url: '' } },
		{ structured_prompt: '{}', input: { image_url: null } },
	])('has no file by nature: %j', (result) => {
		expect(needsNoFile({ result } as never)).toBe(true);
	});

	it.each([
		undefined,
		null,
		[],
		{},
		{ seed: 1, prompt: 'a fox' },
		{ structured_prompt: null },
		{ structured_prompt: '{}', image_url: null },
		{ structured_prompt: '{}', results: [{ url: '' }] },
	])('should have one: %j', (result) => {
		expect(needsNoFile({ result } as never)).toBe(false);
	});
});
