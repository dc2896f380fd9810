import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { quote } from '../api/callFailure';
import type { NamedFile } from './bodyFiles';
import { InvalidInput, MissingInput } from './invalidInput';

/** What a user's text means: an address, Base64, or a file of the input item. */
type InputFile = { url: string } | { base64: string } | { file: IBinaryData };

const MEGABYTE = 1024 ** 2;

/** Bria's limit for images; for all others that of `video/upload`. In bytes. */
const LARGEST = { image: 12 * MEGABYTE, video: 1024 * MEGABYTE, media: 1024 * MEGABYTE };
const LIMIT_IN_WORDS = { image: '12 MB', video: '1 GB', media: '1 GB' };

/** How many characters of Base64 tell the type of an image. */
const HEAD_LENGTH = 24;

/** A longer text is no name of a file field. In characters. */
const LONGEST_NAME = 200;

/** @returns undefined for what is no image that Bria takes, by its first bytes */
function imageTypeOf(head: Buffer): 'JPEG' | 'PNG' | 'WEBP' | undefined {
	const text = head.toString('latin1');
	if (text.startsWith('\xff\xd8\xff')) return 'JPEG';
	if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'PNG';
	return text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP' ? 'WEBP' : undefined;
}

/** What is mistaken for a video: the page or JSON of a failed download, a PDF, an archive. */
function isDocument(head: Buffer): boolean {
	return /^(\s*[<{]|%PDF|PK)/.test(head.toString('latin1'));
}

const decodeHead = (base64: string) => Buffer.from(base64.slice(0, HEAD_LENGTH), 'base64');

function isBase64(text: string): boolean {
	if (!/^[\w+/-]+$/.test(text.slice(0, LONGEST_NAME).replace(/[\s=]+/g, ''))) return false;
	return text.length > LONGEST_NAME || imageTypeOf(decodeHead(text)) !== undefined;
}

/** As Bria takes it: without line breaks, with the characters of the common alphabet, and padded. */
function toPlainBase64(text: string): string {
	const plain = text
		.replace(/[\s=]+/g, '')
		.replaceAll('-', '+')
		.replaceAll('_', '/');
	return plain.padEnd(Math.ceil(plain.length / 4) * 4, '=');
}

function missing({ binary = {} }: INodeExecutionData, { text, label }: NamedFile): MissingInput {
	const names = Object.keys(binary).map((name) => `"${name}"`);
	return new MissingInput(
		`'${label}' names the file "${quote(text, LONGEST_NAME)}", which the item does not have`,
		names.length > 0
			? `The item has: ${quote(names.join(', '))}. Give one of these names, or a URL.`
			: 'The item has no files. Place this node after one that outputs a file, or give a URL.',
	);
}

/**
 * Finds what a field for files names.
 *
 * @throws InvalidInput where the item has no such file, or Bria takes nothing of the kind
 */
export function findInputFile(input: INodeExecutionData, named: NamedFile): InputFile {
	const { text, kind, label } = named;
	const file = Object.hasOwn(input.binary ?? {}, text) ? input.binary?.[text] : undefined;
	if (file) return { file };
	if (/^https?:\/\//i.test(text)) {
		if (URL.canParse(text)) return { url: text };
		throw new InvalidInput(
			`'${label}' is not a web address`,
			`It says "${quote(text)}". Check how it is spelled, and whether it holds spaces.`,
		);
	}
	const [, parameters, data] = /^data:([^,]*),([^]*)$/i.exec(text) ?? [];
	const isBase64Text = data === undefined ? isBase64(text) : /;base64$/i.test(parameters ?? '');
	if (isBase64Text) {
		if (kind === 'image') return { base64: toPlainBase64(data ?? text) };
		throw new InvalidInput(
			`'${label}' is Base64, which Bria takes for images only`,
			"Give a URL, or the name of the input item's file field.",
		);
	}
	if (data !== undefined || /^\w+:\/\//.test(text)) {
		throw new InvalidInput(
			`'${label}' is an address that Bria cannot use`,
			"It begins with http:// or https://, or is a data URI with Base64. For a file, give the name of the input item's file field.",
		);
	}
	throw missing(input, named);
}

/** In bytes. */
async function sizeOf({ helpers }: IExecuteFunctions, { id, data }: IBinaryData): Promise<number> {
	if (id) return (await helpers.getBinaryMetadata(id)).fileSize;
	return Math.floor((data.replace(/(?<!=)=+$/, '').length * 3) / 4);
}

async function headOf({ helpers }: IExecuteFunctions, { id, data }: IBinaryData): Promise<Buffer> {
	if (!id) return decodeHead(data);
	for await (const chunk of await helpers.getBinaryStream(id)) return chunk as Buffer;
	return Buffer.alloc(0);
}

const inMegabytes = (bytes: number) => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/**
 * Checks a file before anything is sent, without reading more of it than its beginning.
 *
 * @throws InvalidInput where it cannot be read, is too large, or of a type that Bria does not take
 */
export async function checkInputFile(
	context: IExecuteFunctions,
	source: InputFile,
	{ text, kind, label }: NamedFile,
): Promise<void> {
	if ('url' in source) return;
	const file = 'file' in source ? source.file : { data: source.base64, mimeType: '' };
	const name = 'file' in source ? `"${quote(file.fileName ?? text)}"` : 'The Base64 text';
	if (!file.id && typeof file.data !== 'string') {
		throw new InvalidInput(
			`The file of '${label}' has no content`,
			`${name} holds no Base64 text. In a Code node, make files with this.helpers.prepareBinaryData.`,
		);
	}
	const fail = (error: Error): never => {
		throw new InvalidInput(
			`The file of '${label}' cannot be read`,
			`Execute the workflow again from the node that outputs the file. n8n says: ${quote(error.message)}`,
		);
	};
	const size = await sizeOf(context, file).catch(fail);
	if (size > LARGEST[kind]) {
		throw new InvalidInput(
			`'${label}' is larger than the ${LIMIT_IN_WORDS[kind]} that Bria takes`,
			`${name} has ${inMegabytes(size)}. Make it smaller first${kind === 'image' ? ', e.g. with the Edit Image node' : ''}.`,
		);
	}
	if (kind !== 'image' && size === 0) {
		throw new InvalidInput(
			`'${label}' is an empty file`,
			`${name} has nothing in it. Check the node that outputs the file.`,
		);
	}
	const head = await headOf(context, file).catch(fail);
	const isImage = imageTypeOf(head) !== undefined;
	const type = file.mimeType ? ` (${quote(file.mimeType)})` : '';
	if (kind === 'image' && !isImage) {
		throw new InvalidInput(
			`'${label}' is no JPEG, PNG or WEBP image`,
			`${name}${type} ${size === 0 ? 'is empty' : 'is of another type'}. Bria takes these three only: convert the image first, e.g. with the Edit Image node.`,
		);
	}
	if ((kind === 'video' && isImage) || (kind !== 'image' && isDocument(head))) {
		throw new InvalidInput(
			`'${label}' is no video`,
			`${name}${type} is of another type. Bria takes videos as MP4, MOV, WEBM, AVI or GIF: check the node that outputs the file.`,
		);
	}
}

/** An image as Bria takes it: a URL, or Base64. */
export async function readImage(
	{ helpers }: IExecuteFunctions,
	source: InputFile,
): Promise<string> {
	if ('url' in source) return source.url;
	if ('base64' in source) return source.base64;
	const { id, data } = source.file;
	if (!id) return toPlainBase64(data);
	const content = await helpers.binaryToBuffer(await helpers.getBinaryStream(id));
	return content.toString('base64');
}
