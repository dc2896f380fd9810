/** `file`: anything, also a JSON or HTML document. */
export type FileKind = 'image' | 'video' | 'file';

/** By extension; the first of several that share a type names the file. */
const TYPES: Record<string, string> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	webp: 'image/webp',
	gif: 'image/gif',
	avif: 'image/avif',
	heic: 'image/heic',
	heif: 'image/heif',
	bmp: 'image/bmp',
	tiff: 'image/tiff',
	tif: 'image/tiff',
	jxl: 'image/jxl',
	svg: 'image/svg+xml',
	psd: 'image/vnd.adobe.photoshop',
	mp4: 'video/mp4',
	m4v: 'video/x-m4v',
	webm: 'video/webm',
	mov: 'video/quicktime',
	mkv: 'video/x-matroska',
	avi: 'video/x-msvideo',
	json: 'application/json',
	html: 'text/html',
	zip: 'application/zip',
	pdf: 'application/pdf',
};

/** Types as some servers write them, though they are registered otherwise or not at all. */
const ALIASES: Record<string, string> = {
	'image/jpg': 'image/jpeg',
	'image/pjpeg': 'image/jpeg',
	'image/x-png': 'image/png',
	'image/tif': 'image/tiff',
	'image/x-tiff': 'image/tiff',
	'image/x-ms-bmp': 'image/bmp',
	'image/x-bmp': 'image/bmp',
	'image/svg': 'image/svg+xml',
	'image/psd': 'image/vnd.adobe.photoshop',
	'image/x-photoshop': 'image/vnd.adobe.photoshop',
	'video/avi': 'video/x-msvideo',
	'video/msvideo': 'video/x-msvideo',
	'video/mov': 'video/quicktime',
	'video/matroska': 'video/x-matroska',
	'video/x-mp4': 'video/mp4',
	'text/json': 'application/json',
};

/** What servers say of files whose type they do not know. */
const SAYS_NOTHING = /^(application|binary)\/(octet-stream|x-binary|force-download|unknown)$/;

export interface FileType {
	mimeType: string;
	/** Without the dot. */
	extension: string;
}

/** What Bria makes when nobody says otherwise. */
export const USUAL_TYPES: Record<FileKind, FileType> = {
	image: { mimeType: 'image/png', extension: 'png' },
	video: { mimeType: 'video/mp4', extension: 'mp4' },
	file: { mimeType: 'application/octet-stream', extension: 'bin' },
};

/** The type in a Content-Type header, as it is registered; empty where it says nothing. */
export function readContentType(header: unknown): string {
	const said = String(header ?? '')
		.split(';', 1)[0]!
		.trim()
		.toLowerCase();
	return /^[\w.+-]+\/[\w.+-]+$/.test(said) && !SAYS_NOTHING.test(said)
		? (ALIASES[said] ?? said)
		: '';
}

function extensionOf(url: string): string {
	const name = URL.canParse(url) ? new URL(url).pathname : '';
	return /\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The kind of a file by the extension in its address; undefined where that tells neither image nor video. */
export function kindByAddress(url: string): FileKind | undefined {
	const [medium] = (TYPES[extensionOf(url)] ?? '').split('/');
	return medium === 'image' || medium === 'video' ? medium : undefined;
}

/**
 * The type of a file by what its server says, or else by its addresses. Servers that store files for
 * others often do not know their type.
 *
 * @param contentType as `readContentType` reads it
 * @param urls the addresses, the most reliable first
 * @returns undefined where none of them tells
 */
export function typeOf(contentType: string, urls: string[]): FileType | undefined {
	const extensions = urls.map(extensionOf).filter((extension) => extension !== '');
	const known = extensions.find((extension) => Object.hasOwn(TYPES, extension));
	const isMedia = /^(image|video|audio)\//.test(contentType);
	const mimeType = isMedia || !known ? contentType : TYPES[known]!;
	if (mimeType === '') return undefined;
	const fitting = known && TYPES[known] === mimeType ? known : undefined;
	const usual = Object.keys(TYPES).find((extension) => TYPES[extension] === mimeType);
	return { mimeType, extension: fitting ?? usual ?? extensions[0] ?? '' };
}

const LONGEST_NAME = 100;

/** The name of a file: what can be part of a path everywhere. Of a long one the end, which tells files of one request apart. */
export function fileName(name: string, { extension }: FileType): string {
	const safe = name.replace(/[^\w.-]/g, '_').slice(-LONGEST_NAME);
	return extension === '' ? safe : `${safe}.${extension}`;
}
