import { randomUUID } from 'crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

type FileStream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

/** A node may not import `stream`, so `Readable.from` is taken from the class of a stream that n8n gave. */
interface StreamClass {
	from(chunks: AsyncIterable<Buffer>, options: { objectMode: false }): FileStream;
}

/** A request body as HTML forms send it (RFC 7578). */
interface MultipartBody {
	body: Buffer | FileStream;
	headers: { 'Content-Type': string; 'Content-Length': number };
	/** How much of the file has been read so far, in bytes. Absent where it was in memory. */
	progress?(): number;
	/** To be called when the request is over: of one that failed, the file would stay open. */
	close(): void;
}

/** Of a file whose item does not say it, e.g. of a Code node. */
const UNKNOWN_TYPE = 'application/octet-stream';

/** Names are in quotes, and cannot hold line breaks. */
const escape = (name: string) => name.replace(/[\r\n"]/g, '_');

/**
 * Storage services want to know the length beforehand, and the file as the last field. A file that n8n
 * keeps on disk is streamed from there.
 *
 * @param fields go before the file, in this order
 * @param file the field `file`
 * @throws n8n's error where the file cannot be read
 */
export async function multipartBody(
	{ helpers }: IExecuteFunctions,
	fields: Record<string, unknown>,
	file: IBinaryData,
): Promise<MultipartBody> {
	const boundary = `n8n-${randomUUID()}`;
	const part = (disposition: string) =>
		`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
	const fileName = escape(file.fileName ?? 'video');
	const head = Buffer.from(
		[
			...Object.entries(fields).map(
				([name, value]) => `${part(`name="${escape(name)}"`)}\r\n${String(value)}\r\n`,
			),
			`${part(`name="file"; filename="${fileName}"`)}Content-Type: ${escape(file.mimeType || UNKNOWN_TYPE)}\r\n\r\n`,
		].join(''),
	);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	const headers = (size: number) => ({
		'Content-Type': `multipart/form-data; boundary=${boundary}`,
		'Content-Length': head.length + size + tail.length,
	});

	if (!file.id) {
		const content = Buffer.from(file.data, 'base64');
		const body = Buffer.concat([head, content, tail]);
		return { body, headers: headers(content.length), close: () => undefined };
	}
	const { fileSize } = await helpers.getBinaryMetadata(file.id);
	const content = await helpers.getBinaryStream(file.id);
	let bytesRead = 0;
	async function* all(): AsyncGenerator<Buffer> {
		yield head;
		for await (const chunk of content as AsyncIterable<Buffer>) {
			bytesRead += chunk.length;
			yield chunk;
		}
		yield tail;
	}
	const body = (content.constructor as unknown as StreamClass).from(all(), { objectMode: false });
	const close = () => {
		body.destroy();
		content.destroy();
	};
	return { body, headers: headers(fileSize), progress: () => bytesRead, close };
}
