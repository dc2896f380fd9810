import { extname } from 'node:path';

import type { Request, Response } from 'express';

import { breakConnection } from './callLog';
import { EXTENSIONS, type JobKind } from './kinds';
import { mediaOf, type Media } from './media';
import { first, padded, send } from './streaming';

/** How a result file is served. Without any option: whole, at once, with length and type. */
export interface FileOptions {
	/** An HTTP status without the file, e.g. 403 or 404 for one that has expired. */
	statusCode?: number;
	/** What comes with 200, or `statusCode`, in place of the file: see `notFiles`. */
	text?: string;
	/** Headers of one's own; `Retry-After` among them. */
	headers?: Record<string, string>;
	/** Nothing of it, nor of any answer, comes before this is over. */
	after?: Promise<unknown>;
	/** What the first calls get, one each, before the rest of these options holds. */
	first?: FileOptions[];
	/** Whose bytes it has, e.g. `jpg`. Default: what the name's extension says. */
	content?: string;
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

/** Answers that hold no image and no video, though nothing failed. */
export const notFiles = {
	json: (): FileOptions => ({ text: '{"message": "not ready"}', contentType: 'application/json' }),
	xml: (): FileOptions => ({
		text: '<Error><Code>NoSuchKey</Code></Error>',
		contentType: 'text/xml',
	}),
	html: (): FileOptions => ({
		text: '<!doctype html><p>Please log in</p>',
		contentType: 'text/html',
	}),
	empty: (): FileOptions => ({ bytes: 0 }),
	noContent: (): FileOptions => ({ statusCode: 204 }),
	/** HTML that claims to be a picture. */
	disguised: (): FileOptions => ({ text: '<!doctype html>', contentType: 'image/png' }),
};

/** A host that is busy: 429 with Retry-After in seconds, each time, or so many times. */
export function busy(retryAfter: number, times = Infinity): FileOptions {
	const options = { statusCode: 429, headers: { 'Retry-After': String(retryAfter) } };
	return times === Infinity ? options : { first: Array.from({ length: times }, () => options) };
}

/** A file that does not come before `letCome` is called. */
export function heldBack(): { file: FileOptions; letCome: () => void } {
	let letCome = () => {};
	const after = new Promise<void>((resolve) => (letCome = resolve));
	return { file: { after }, letCome };
}

/** Result files under `/files/<name>`: a picture for `.png`, a clip for `.mp4`, and so on. */
export class ResultFiles {
	private readonly options = new Map<string, FileOptions>();
	private readonly calls = new Map<string, number>();

	set(name: string, options: FileOptions): void {
		this.options.set(name, options);
	}

	/** Express handler of `/files/:name`. */
	readonly serve = async (req: Request, res: Response): Promise<void> => {
		const name = String(req.params.name);
		const options = this.optionsOfNextCall(name);
		await options.after;
		if (res.destroyed) return;
		if (options.never) {
			if (options.never === 'break') breakConnection(res);
			return;
		}
		res.set(options.headers ?? {});
		if (options.redirectTo !== undefined) res.redirect(options.redirectTo);
		else await sendFile(res, mediaFor(name, options), options);
	};

	private optionsOfNextCall(name: string): FileOptions {
		const options = this.options.get(name) ?? this.options.get('*') ?? {};
		const calls = this.calls.get(name) ?? 0;
		this.calls.set(name, calls + 1);
		return options.first?.[calls] ?? options;
	}
}

/** The name of the file that a request of this kind makes. */
export function fileName(requestId: string, kind: JobKind): string {
	return `${requestId}${EXTENSIONS[kind]}`;
}

function mediaFor(name: string, { text, content }: FileOptions): Media | undefined {
	if (text !== undefined) return { start: Buffer.from(text), type: 'text/plain' };
	return mediaOf(content ?? extname(name).slice(1));
}

async function sendFile(res: Response, media: Media | undefined, options: FileOptions) {
	const { statusCode = media ? 200 : 404, text } = options;
	res.status(statusCode);
	if (statusCode === 204) {
		res.end();
	} else if (media && (statusCode === 200 || text !== undefined)) {
		await deliver(res, media, options);
	} else {
		res.type('xml');
		res.send('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>');
	}
}

async function deliver(res: Response, { start, type }: Media, options: FileOptions) {
	const { bytes = start.length, contentType = type } = options;
	const { cutAfter = Infinity, stallAfter = Infinity } = options;
	if (contentType !== false) res.set('Content-Type', contentType);
	res.set('Content-Length', String(bytes));
	await send(res, first(Math.min(cutAfter, stallAfter), padded(start, bytes)), options);
	if (stallAfter < bytes) return;
	if (cutAfter < bytes) breakConnection(res);
	else res.end();
}
