import { createHash, randomUUID } from 'node:crypto';

import Busboy from '@fastify/busboy';
import type { Request, Response } from 'express';

import { faultAt } from './submissionFaults';

/** A file that arrived at the bucket; its bytes are gone. */
export interface UploadedFile {
	/** Of its `upload_fields`. */
	key: string;
	/** What a submission gets as its `video`. */
	fileUrl: string;
	fileName: string;
	contentType: string;
	bytes: number;
	sha256: string;
}

/** What the multipart form of an upload held. */
interface Form {
	/** In the order of arrival. */
	fields: Array<[name: string, value: string]>;
	file?: Omit<UploadedFile, 'key' | 'fileUrl'>;
	/** Something came after the file, which a bucket does not read. */
	fieldsAfterFile: boolean;
}

/** Where the bucket takes forms. */
export const BUCKET_PATH = '/bria-uploads';

/** `video/upload` of Bria, and the bucket of another origin where its links lead. */
export class VideoUploads {
	readonly uploaded: UploadedFile[] = [];
	private readonly links = new Map<string, Record<string, string>>();

	/** @param bucketOrigin where the bucket listens */
	constructor(
		private readonly bucketOrigin: () => string,
		private readonly maxBytes: number,
	) {}

	/** Express handler of `POST /v2/video/upload`. */
	readonly offer = async (_req: Request, res: Response): Promise<void> => {
		const requestId = randomUUID().replaceAll('-', '');
		const key = `uploads/${requestId}/file.mp4`;
		const fields = { key, policy: 'ZGVtbw==', 'x-amz-signature': requestId };
		this.links.set(key, fields);
		const result = {
			upload_url: `${this.bucketOrigin()}${BUCKET_PATH}`,
			upload_fields: fields,
			file_url: this.fileUrl(key),
		};
		const body = { request_id: requestId, result };
		const fault = faultAt('refused', res) ?? faultAt('accepted', res);
		if (fault) await fault({ res, requestId, body, elsewhere: this.bucketOrigin() });
		else res.json(body);
	};

	/** Express handler of the bucket: 204 for a form as it was offered, XML for any other. */
	readonly receive = async (req: Request, res: Response): Promise<void> => {
		const form = await readForm(req, this.maxBytes + 1).catch(() => undefined);
		if (!form) return refuse(res, 400, 'MalformedPOSTRequest');
		const offered = this.links.get(form.fields.find(([name]) => name === 'key')?.[1] ?? '');
		const isAsOffered =
			offered && JSON.stringify(form.fields) === JSON.stringify(Object.entries(offered));
		if (!isAsOffered || form.fieldsAfterFile || req.headers.api_token !== undefined)
			return refuse(res, 403, 'AccessDenied');
		if (!form.file) return refuse(res, 400, 'InvalidArgument');
		if (form.file.bytes > this.maxBytes) return refuse(res, 400, 'EntityTooLarge');
		const fault = faultAt('refused', res);
		const { key = '' } = offered;
		if (fault) return fault({ res, requestId: key, body: {}, elsewhere: this.bucketOrigin() });

		this.uploaded.push({ key, fileUrl: this.fileUrl(key), ...form.file });
		const lost = faultAt('accepted', res);
		if (lost) return lost({ res, requestId: key, body: {}, elsewhere: this.bucketOrigin() });
		res.status(204).end();
	};

	/** Whether there is a file at an address; `undefined` for one that is not of the bucket. */
	has(url: string): boolean | undefined {
		if (!url.startsWith(`${this.bucketOrigin()}/`)) return undefined;
		return this.uploaded.some(({ fileUrl }) => fileUrl === url);
	}

	private fileUrl(key: string): string {
		return `${this.bucketOrigin()}/${key}`;
	}
}

function refuse(res: Response, statusCode: number, code: string): void {
	res.status(statusCode).type('xml').send(`<Error><Code>${code}</Code></Error>`);
}

/** Reads a multipart form, and of its file no more than the size and the hash. */
function readForm(req: Request, maxBytes: number): Promise<Form> {
	return new Promise((resolve, reject) => {
		const form: Form = { fields: [], fieldsAfterFile: false };
		const { 'content-type': contentType = '' } = req.headers;
		const busboy = new Busboy({
			headers: { 'content-type': contentType },
			limits: { fileSize: maxBytes },
		});
		busboy.on('field', (name, value) => {
			form.fieldsAfterFile ||= form.file !== undefined;
			form.fields.push([name, value]);
		});
		busboy.on('file', (name, stream, fileName, _encoding, type) => {
			if (name !== 'file') {
				stream.resume();
				return;
			}
			const hash = createHash('sha256');
			const file = { fileName, contentType: type, bytes: 0, sha256: '' };
			form.file = file;
			stream.on('data', (chunk: Buffer) => {
				file.bytes += chunk.length;
				hash.update(chunk);
			});
			stream.on('end', () => (file.sha256 = hash.digest('hex')));
		});
		busboy.on('finish', () => resolve(form));
		busboy.on('error', reject);
		req.on('close', () => reject(new Error('The client went away')));
		req.pipe(busboy);
	});
}
