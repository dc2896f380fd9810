import type { IDataObject } from 'n8n-workflow';

/** The image or video that a COMPLETED request has made. */
export interface ResultFile {
	kind: 'image' | 'video';
	url: string;
}

/** By extension; the first of several that share a type names the file. */
const TYPES: Record<string, string> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	webp: 'image/webp',
	gif: 'image/gif',
	avif: 'image/avif',
	tiff: 'image/tiff',
	svg: 'image/svg+xml',
	psd: 'image/vnd.adobe.photoshop',
	mp4: 'video/mp4',
	webm: 'video/webm',
	mov: 'video/quicktime',
	mkv: 'video/x-matroska',
};

/** What Bria makes when nobody says otherwise. */
const USUAL = { image: 'png', video: 'mp4' };

const LONGEST_NAME = 100;

/**
 * Finds the file in Bria's body: `result.image_url` or `result.video_url`.
 *
 * @returns undefined where there is none, as for a structured prompt or a request that failed
 */
export function findResultFile({ status, result }: IDataObject): ResultFile | undefined {
	if (status !== 'COMPLETED' || typeof result !== 'object' || result === null) return undefined;
	const { image_url: image, video_url: video } = result as IDataObject;
	if (typeof image === 'string' && image !== '') return { kind: 'image', url: image };
	if (typeof video === 'string' && video !== '') return { kind: 'video', url: video };
	return undefined;
}

function extensionOf(url: string): string {
	return /\.(\w{1,5})$/.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
}

/**
 * The file's MIME type and its name, which is the request ID. Servers that store files for others
 * often do not know their type: then the address tells, or else what Bria usually makes.
 *
 * @param contentType the header, if there was one
 */
export function describeFile({ kind, url }: ResultFile, requestId: string, contentType: unknown) {
	const said = String(contentType ?? '')
		.split(';', 1)[0]!
		.trim()
		.toLowerCase();
	const inAddress = extensionOf(url);
	const known = inAddress in TYPES ? inAddress : USUAL[kind];
	const mimeType = /^(image|video)\/./.test(said) ? said : TYPES[known]!;
	const extension =
		TYPES[known] === mimeType ? known : Object.keys(TYPES).find((key) => TYPES[key] === mimeType);
	const name = requestId.replace(/[^\w.-]/g, '_').slice(0, LONGEST_NAME);
	return { fileName: `${name}.${extension ?? (inAddress || USUAL[kind])}`, mimeType };
}
