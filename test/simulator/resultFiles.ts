import { extname } from 'node:path';

import type { Request, Response } from 'express';

import { breakConnection } from './callLog';
import { smallClip } from './clip';
import { EXTENSIONS, type JobKind } from './kinds';
import { smallPicture } from './picture';
import { first, padded, send } from './streaming';

/** How a result file is served. Without any option: whole, at once, with length and type. */
export interface FileOptions {
	/** An HTTP status without the file, e.g. 403 or 404 for one that has expired. */
	statusCode?: number;
	/** Where the file is instead, as HTTP 302. */
	redirectTo?: string;
	/** Padded with zeros to this size, streamed, never held in memory. */
	bytes?: number;
	/** `hang`: no answer, ever. `break`: the connection breaks before the first byte. */
	never?: 'hang' | 'break';
	/** The connection breaks after so many bytes, fewer than were announced. */
	cutAfter?: number;
	/** Nothing more comes after so many bytes, and the connection stays open. */
	stallAfter?: number;
	/** Default: as fast as the client takes them. */
	bytesPerSecond?: number;
	/** In place of the right Content-Type; `false`: the header is missing. */
	contentType?: string | false;
}

/** Result files under `/files/<name>`: a picture for `.png`, a clip for `.mp4`. */
export class ResultFiles {
	private readonly options = new Map<string, FileOptions>();

	set(name: string, options: FileOptions): void {
		this.options.set(name, options);
	}

	/** Express handler of `/files/:name`. */
	readonly serve = async (req: Request, res: Response): Promise<void> => {
		const name = String(req.params.name);
		const options = this.options.get(name) ?? this.options.get('*') ?? {};
		const content = contentOf(extname(name));
		if (options.never) {
			if (options.never === 'break') breakConnection(res);
			return;
		}
		if (options.redirectTo !== undefined) {
			res.redirect(options.redirectTo);
			return;
		}
		if (options.statusCode !== undefined || !content) {
			res.status(options.statusCode ?? 404).type('xml');
			res.send('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>');
			return;
		}
		await deliver(res, content, options);
	};
}

/** The name of the file that a request of this kind makes. */
export function fileName(requestId: string, kind: JobKind): string {
	return `${requestId}${EXTENSIONS[kind]}`;
}

/** Of ads layers: what leads to the layers. */
const MANIFEST = Buffer.from('{"layers": [{"name": "background"}, {"name": "headline"}]}');

interface Content {
	start: Buffer;
	type: string;
}

function contentOf(extension: string): Content | undefined {
	if (extension === '.png') return { start: smallPicture(), type: 'image/png' };
	if (extension === '.mp4') return { start: smallClip, type: 'video/mp4' };
	if (extension === '.json') return { start: MANIFEST, type: 'application/json' };
	return undefined;
}

async function deliver(res: Response, { start, type }: Content, options: FileOptions) {
	const { bytes = start.length, contentType = type } = options;
	const { cutAfter = Infinity, stallAfter = Infinity } = options;
	if (contentType !== false) res.set('Content-Type', contentType);
	res.set('Content-Length', String(bytes));
	await send(res, first(Math.min(cutAfter, stallAfter), padded(start, bytes)), options);
	if (stallAfter < bytes) return;
	if (cutAfter < bytes) breakConnection(res);
	else res.end();
}
