import documented from './data/documented-bodies.json';

/** What a request makes: decides the fields of its result. */
export type JobKind =
	| 'image'
	| 'edited_image'
	| 'video'
	| 'mask_video'
	| 'structured_prompt'
	| 'structured_instruction'
	| 'layers'
	| 'resized_ads'
	| 'masks'
	| 'dimensions'
	| 'attribution';

/** The extension of the file that a kind makes; of kinds without a file, one that is never served. */
export const EXTENSIONS: Readonly<Record<JobKind, string>> = {
	image: '.png',
	edited_image: '.png',
	video: '.mp4',
	mask_video: '.mp4',
	structured_prompt: '.json',
	structured_instruction: '.json',
	layers: '.json',
	resized_ads: '.png',
	masks: '.png',
	dimensions: '.png',
	attribution: '.json',
};

/** A size that an ad is made in, in pixels. */
export interface AdFormat {
	name: string;
	width: number;
	height: number;
}

const AD_FORMATS: AdFormat[] = [
	{ name: 'square', width: 1080, height: 1080 },
	{ name: 'story', width: 1080, height: 1920 },
	{ name: 'banner [failed]', width: 728, height: 90 },
];

/** The part of a result that leads to its files. */
export function fileFields(
	kind: JobKind,
	{ url, formats = AD_FORMATS }: { url?: string; formats?: AdFormat[] },
): Record<string, unknown> {
	switch (kind) {
		case 'image':
		case 'edited_image':
			return { image_url: url };
		case 'video':
			return { video_url: url };
		case 'mask_video':
			return { mask_url: url };
		case 'layers':
			return { url };
		case 'dimensions':
			return { result_url: url };
		case 'masks':
			return { masks: [0, 1, 2].map((id) => mask(id, url)) };
		case 'resized_ads':
			return { results: formats.map((format) => resized(format, url)) };
		default:
			return {};
	}
}

/** Whether `seed` of a submission comes back in the result of this kind. */
export function hasSeed(kind: JobKind): boolean {
	return 'seed' in documented[kind].result;
}

function mask(id: number, url?: string) {
	return { id, area: 1200 + id, confidence: 0.9, image_url: numbered(url, id) };
}

function resized(format: AdFormat, url?: string) {
	if (format.name.includes('[failed]'))
		return { ...format, status: 'failed', url: null, error: 'The text does not fit' };
	return { ...format, status: 'ok', url: numbered(url, format.name), error: null };
}

/** Several files of one request differ in the query: `/files/<id>.png?part=1`. */
function numbered(url: string | undefined, part: number | string): string | undefined {
	return url === undefined ? undefined : `${url}?part=${encodeURIComponent(part)}`;
}
