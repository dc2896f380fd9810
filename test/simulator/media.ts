import { smallClip } from './clip';
import { smallPicture } from './picture';

/** The bytes and the Content-Type of a file. */
export interface Media {
	start: Buffer;
	type: string;
}

/** Of ads layers: what leads to the layers. */
const MANIFEST = '{"layers": [{"name": "background"}, {"name": "headline"}]}';

const isoBox = (brand: string) => bytes(0, 0, 0, 24, 'ftyp', brand, 0, 0, 0, 0, 'mif1', brand);
const matroska = (docType: string) =>
	bytes(0x1a, 0x45, 0xdf, 0xa3, 4 + docType.length, 0x42, 0x82, 0x80 + docType.length, docType);
const tiff = () => bytes('II', 0x2a, 0, 8, 0, 0, 0);
const jpeg = () => bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, 'JFIF', 0);

/** What is told as a file of each extension: a picture and a clip, of all others the first bytes. */
const BY_EXTENSION: Record<string, [type: string, start: () => Buffer]> = {
	png: ['image/png', smallPicture],
	jpg: ['image/jpeg', jpeg],
	jpeg: ['image/jpeg', jpeg],
	webp: ['image/webp', () => bytes('RIFF', 20, 0, 0, 0, 'WEBPVP8 ', 8, 0, 0, 0)],
	gif: ['image/gif', () => bytes('GIF89a', 1, 0, 1, 0, 0, 0, 0)],
	bmp: ['image/bmp', () => bytes('BM', 30, 0, 0, 0)],
	heic: ['image/heic', () => isoBox('heic')],
	tif: ['image/tiff', tiff],
	tiff: ['image/tiff', tiff],
	mp4: ['video/mp4', () => smallClip],
	mov: ['video/quicktime', () => isoBox('qt  ')],
	webm: ['video/webm', () => matroska('webm')],
	mkv: ['video/x-matroska', () => matroska('matroska')],
	avi: ['video/x-msvideo', () => bytes('RIFF', 64, 0, 0, 0, 'AVI LIST')],
	json: ['application/json', () => Buffer.from(MANIFEST)],
	html: ['text/html', () => Buffer.from('<!doctype html><title>Layers</title>')],
};

/** @param extension without the dot, e.g. `png`; `undefined` comes back for one that is not known */
export function mediaOf(extension: string): Media | undefined {
	const known = BY_EXTENSION[extension.toLowerCase()];
	return known && { type: known[0], start: known[1]() };
}

/** Image types that Bria takes, by their first bytes; `undefined` for anything else. */
export function imageTypeOf(start: Buffer): 'image/jpeg' | 'image/png' | 'image/webp' | undefined {
	const text = start.toString('latin1', 0, 12);
	if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
	if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
	if (/^RIFF[^]{4}WEBP/.test(text)) return 'image/webp';
	return undefined;
}

function bytes(...parts: Array<string | number>): Buffer {
	const buffers = parts.map((part) =>
		typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from([part]),
	);
	// What tells types by first bytes wants more of them than these.
	return Buffer.concat([...buffers, Buffer.alloc(64)]);
}
