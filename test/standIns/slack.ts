import { randomUUID } from 'node:crypto';

import type { Express, Request, Response } from 'express';

import { readMultipart } from './multipart';
import { refusalOf, type SlackMessage } from './slackMessage';
import { bearerOf, bodyOf, fieldsOf, type StandIn, standInApp, startStandIn } from './standIn';

export interface SlackChannel {
	id: string;
	name: string;
}

export interface PostedMessage extends SlackMessage {
	/** The channel's ID. */
	channel: string;
	/** What else was sent with it. */
	[field: string]: unknown;
}

export interface SharedFile {
	id: string;
	name: string;
	title: string;
	content: Buffer;
	/** The channel's ID; missing where the file is shared with nobody. */
	channel?: string;
	comment?: string;
}

/** A Slack workspace on this machine. */
export interface Slack extends StandIn {
	/** The access token of its bot. */
	readonly token: string;
	/** Those that the bot is a member of. */
	readonly channels: readonly SlackChannel[];
	/** In the order of arrival. */
	readonly messages: readonly PostedMessage[];
	/** In the order in which their upload was completed. */
	readonly files: readonly SharedFile[];
	/** `method: error` for everything that was refused. */
	readonly refused: readonly string[];
}

interface Upload {
	id: string;
	name: string;
	length: number;
	content?: Buffer;
}

/** Slack's own word for what is wrong; sent as `{ok: false, error}` with status 200. */
class SlackError extends Error {}

/** Calls of methods as https://docs.slack.dev/reference/methods describes them. */
class Workspace {
	readonly token = `xoxb-${randomUUID()}`;
	readonly channels: SlackChannel[] = [
		{ id: 'C0123456789', name: 'general' },
		{ id: 'C0987654321', name: 'pictures' },
	];
	readonly messages: PostedMessage[] = [];
	readonly files: SharedFile[] = [];
	readonly refused: string[] = [];
	private readonly uploads = new Map<string, Upload>();

	/** All that n8n's Slack node and its credential's test call. */
	readonly methods: Record<string, (fields: Record<string, unknown>) => object> = {
		'auth.test': () => ({ url: 'https://bria-test.slack.com/', team: 'Bria', user: 'bria' }),
		'users.profile.get': () => ({ profile: { real_name: 'Bria', display_name: 'bria' } }),
		'conversations.list': () => ({ channels: this.channels, ...LAST_PAGE }),
		'users.list': () => ({ members: [{ id: 'U0123456789', name: 'ann' }], ...LAST_PAGE }),
		'chat.postMessage': (fields) => this.post(fields as Partial<PostedMessage>),
		'files.getUploadURLExternal': (fields) => this.beginUpload(fields),
		'files.completeUploadExternal': (fields) => this.completeUpload(fields),
	};

	refuse(method: string, error: string): object {
		this.refused.push(`${method}: ${error}`);
		return { ok: false, error };
	}

	call(method: string, request: Request): object {
		const { [method]: carryOut } = this.methods;
		if (!carryOut) throw new Error(`No such method: ${method}`);
		try {
			this.checkToken(bearerOf(request));
			const fields = request.method === 'GET' ? request.query : fieldsOf(request);
			return { ok: true, ...carryOut(fields) };
		} catch (error) {
			if (error instanceof SlackError) return this.refuse(method, error.message);
			throw error;
		}
	}

	/** What is sent to an upload URL, alone or as the only file of a form. */
	upload(id: string, request: Request): void {
		const upload = this.uploads.get(id);
		if (!upload) throw new SlackError('file_not_found');
		const body = bodyOf(request);
		const [part] = request.is('multipart/form-data') ? readMultipart(body, request.headers) : [];
		const content = part?.content ?? body;
		if (content.length !== upload.length) throw new SlackError('length_mismatch');
		upload.content = content;
	}

	private checkToken(token: string | undefined): void {
		if (token === undefined) throw new SlackError('not_authed');
		if (token !== this.token) throw new SlackError('invalid_auth');
	}

	private channelOf(named: unknown): string {
		const found = this.channels.find(({ id, name }) => [id, name, `#${name}`].includes(`${named}`));
		if (!found) throw new SlackError('channel_not_found');
		return found.id;
	}

	private post(fields: Partial<PostedMessage>): object {
		const channel = this.channelOf(fields.channel);
		const refusal = refusalOf(fields);
		if (refusal) throw new SlackError(refusal);
		const message = { ...fields, channel };
		this.messages.push(message);
		const ts = `${1_700_000_000 + this.messages.length}.000100`;
		return { channel, ts, message: { type: 'message', ts, ...message } };
	}

	private beginUpload({ filename, length }: Record<string, unknown>): object {
		if (!filename || !(Number(length) > 0)) throw new SlackError('invalid_arguments');
		const id = `F${String(this.uploads.size).padStart(10, '0')}`;
		this.uploads.set(id, { id, name: String(filename), length: Number(length) });
		return { upload_url: `https://files.slack.com/upload/v1/${id}`, file_id: id };
	}

	private completeUpload(fields: Record<string, unknown>): object {
		const wanted = (fields.files ?? []) as Array<{ id: string; title?: string }>;
		const channel = fields.channel_id === undefined ? undefined : this.channelOf(fields.channel_id);
		const comment = fields.initial_comment as string | undefined;
		const files = wanted.map(({ id, title }): SharedFile => {
			const { name = '', content } = this.uploads.get(id) ?? {};
			if (!content) throw new SlackError('file_not_found');
			return { id, name, title: title ?? name, content, channel, comment };
		});
		if (files.length === 0) throw new SlackError('invalid_arguments');
		this.files.push(...files);
		return { files: files.map(({ id, title }) => ({ id, title })) };
	}
}

const LAST_PAGE = { response_metadata: { next_cursor: '' } };

function appOf(workspace: Workspace): Express {
	const app = standInApp();
	app.all('/api/:method', (req, res, next) => {
		const { method } = req.params;
		if (method in workspace.methods) res.json(workspace.call(method, req));
		else next();
	});
	app.post('/upload/v1/:id', (req: Request<{ id: string }>, res: Response) => {
		try {
			workspace.upload(req.params.id, req);
			res.type('text').send(`OK - ${bodyOf(req).length}`);
		} catch (error) {
			workspace.refuse('upload', (error as Error).message);
			res
				.status(400)
				.type('text')
				.send(`${(error as Error).message}`);
		}
	});
	return app;
}

/** Starts a workspace with the channels `#general` and `#pictures`. */
export async function startSlack(): Promise<Slack> {
	const workspace = new Workspace();
	const standIn = await startStandIn(['slack.com', 'files.slack.com'], appOf(workspace));
	const { token, channels, messages, files, refused } = workspace;
	return { ...standIn, token, channels, messages, files, refused };
}
