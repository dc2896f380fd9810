import type { Endpoint } from './endpoints';
import { imageTypeOf } from './media';

/** Why a submission is refused. */
export interface Refusal {
	statusCode: number;
	message: string;
}

/** Whether Bria can download what is at an address. */
export type Fetchable = (url: string) => boolean;

const MAX_IMAGE_BYTES = 12 * 1024 * 1024;
const IMAGE_FIELDS = ['image', 'images', 'mask', 'scene', 'ref_images', 'attachments', 'products'];
const VIDEO_FIELDS = ['video', 'background_url'];

/** Checks the images and videos of a body: what cannot be an input, and what cannot be fetched. */
export function refuseInputs(
	{ path }: Endpoint,
	body: Record<string, unknown>,
	fetchable: Fetchable,
): Refusal | undefined {
	const isAd = path.startsWith('/ads/');
	for (const [field, image] of valuesOf(body, IMAGE_FIELDS)) {
		const refusal = isAd ? refuseAd(image) : refuseImage(image, fetchable);
		if (refusal) return { ...refusal, message: `${field}: ${refusal.message}` };
	}
	for (const [field, video] of valuesOf(body, VIDEO_FIELDS)) {
		const message = refuseVideo(video, fetchable);
		if (message) return { statusCode: 422, message: `${field}: ${message}` };
	}
	return undefined;
}

function* valuesOf(body: Record<string, unknown>, fields: string[]): Generator<[string, string]> {
	for (const field of fields) {
		for (const value of [body[field]].flat()) {
			const input: unknown = field === 'products' ? Object(value).image : value;
			if (typeof input === 'string') yield [field, input];
		}
	}
}

function refuseImage(image: string, fetchable: Fetchable): Refusal | undefined {
	if (isUrl(image)) {
		if (fetchable(image)) return undefined;
		return { statusCode: 460, message: 'the image could not be downloaded' };
	}
	if (!isBase64(image))
		return { statusCode: 422, message: 'must be a URL or Base64 without a data URI prefix' };
	if ((image.length / 4) * 3 > MAX_IMAGE_BYTES + 2)
		return { statusCode: 413, message: 'the image is larger than 12 MB' };
	if (!imageTypeOf(Buffer.from(image.slice(0, 64), 'base64')))
		return { statusCode: 415, message: 'must be JPEG, PNG or WEBP' };
	return undefined;
}

/** Ads take data URIs and more types; that an address cannot be fetched is only told by the status. */
function refuseAd(image: string): Refusal | undefined {
	const data = image.replace(/^data:[^,]*;base64,/, '');
	if (isUrl(image) || isBase64(data)) return undefined;
	return { statusCode: 422, message: 'must be a URL or Base64' };
}

function refuseVideo(video: string, fetchable: Fetchable): string | undefined {
	if (!isUrl(video)) return 'must be a URL';
	return fetchable(video) ? undefined : 'the video could not be downloaded';
}

function isUrl(text: string): boolean {
	return /^https?:\/\//i.test(text) && URL.canParse(text);
}

function isBase64(text: string): boolean {
	return text.length >= 4 && !/[^A-Za-z0-9+/\s=]|=[^\s=]/.test(text);
}
