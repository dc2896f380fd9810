import type { FileBody } from './fileRequest';

/** Enough to tell a document from a picture. */
export const START_BYTES = 1_024;

/**
 * Reads the beginning of a stream and puts it back, so that the stream can be read as a whole.
 *
 * @param size how much to read at least, in bytes
 * @returns what was read, and whether that is all: then the stream is at its end
 */
export async function readStart(body: FileBody, size: number) {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of body.iterator({ destroyOnReturn: false })) {
		chunks.push(chunk);
		length += chunk.length;
		if (length < size) continue;
		const start = Buffer.concat(chunks);
		body.unshift(start);
		return { start, isAll: false };
	}
	return { start: Buffer.concat(chunks), isAll: true };
}

/** No text has such control characters, and hardly any picture has none. */
const isBinary = (start: Buffer) => start.some((byte) => byte < 9);

/**
 * The type that a server says a file has, unless it is `text/plain` for what is no text: servers say so
 * where they do not know the type.
 *
 * @param contentType as `readContentType` reads it
 * @param start of the content
 * @returns empty where it says nothing
 */
export const believedType = (contentType: string, start: Buffer): string =>
	contentType === 'text/plain' && isBinary(start) ? '' : contentType;

/** What a document says that it is, by its first characters. */
const BEGINNINGS: Array<[RegExp, string]> = [
	[/^<(!doctype\s+html|html|head|body)\b/i, 'HTML'],
	[/^<(\?xml|!|\w)/, 'XML'],
	// eslint-disable-next-line no-control-regex -- binary data is told by its control characters
	[/^[{[](?!.*[\x00-\x08])/s, 'JSON'],
];

const TYPES: Array<[RegExp, string]> = [
	[/[/+]json$/, 'JSON'],
	[/html/, 'HTML'],
	[/[/+]xml$/, 'XML'],
	[/^text\//, 'a text'],
];

/**
 * Which document came: `JSON`, `HTML`, `XML` or `a text`; `undefined` for anything else, also for an SVG
 * picture.
 *
 * @param contentType as `believedType` gives it
 * @param start of the content
 */
export function documentOf(contentType: string, start: Buffer): string | undefined {
	const text = start
		.toString('utf8', 0, START_BYTES)
		.replace(/^\uFEFF/, '')
		.trimStart();
	const find = (list: Array<[RegExp, string]>, value: string) =>
		list.find(([pattern]) => pattern.test(value))?.[1];
	const begins = find(BEGINNINGS, text);
	if (begins === 'XML' && /<svg[\s>]/i.test(text)) return undefined;
	return begins ?? (contentType === 'image/svg+xml' ? undefined : find(TYPES, contentType));
}
