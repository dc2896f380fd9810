import { createHash } from 'node:crypto';

export const FOLDER = 'application/vnd.google-apps.folder';

/** What Google Drive knows of a file or a folder, as far as it is kept here. */
export interface DriveFile {
	id: string;
	name: string;
	mimeType: string;
	parents: string[];
	content: Buffer;
	/** What else its metadata were set to. */
	[field: string]: unknown;
}

/** An upload that comes in pieces. */
interface Session {
	metadata: Partial<DriveFile>;
	received: Buffer;
}

/** Google's answer to a request that it refuses. */
export class DriveError extends Error {
	constructor(
		readonly code: number,
		message: string,
	) {
		super(message);
	}
}

const ROOT = 'root';

/** Every piece but the last is a multiple of this. */
const PIECE = 256 * 1024;

/** The field names that `fields` asks for, apart from those inside of others. */
function namesIn(fields: string): string[] {
	return fields.split(',').map((name) => name.trim());
}

/** The files of one Google Drive. */
export class DriveFiles {
	readonly all: DriveFile[] = [
		{
			id: '1aBcDeFgHiJkLmNoPqRsTuVwXyZ012345',
			name: 'Pictures',
			mimeType: FOLDER,
			parents: [ROOT],
			content: Buffer.alloc(0),
		},
	];
	private readonly sessions = new Map<string, Session>();

	find(id: string): DriveFile {
		const found = this.all.find((file) => file.id === id);
		if (!found) throw new DriveError(404, `File not found: ${id}.`);
		return found;
	}

	create(metadata: Partial<DriveFile>, content: Buffer): DriveFile {
		const { name = 'Untitled', mimeType = 'application/octet-stream' } = metadata;
		const parents = metadata.parents ?? [ROOT];
		for (const parent of parents) if (parent !== ROOT) this.find(parent);
		const id = `1file${String(this.all.length).padStart(28, '0')}`;
		const file = { ...metadata, id, name, mimeType, parents, content };
		this.all.push(file);
		return file;
	}

	update(id: string, metadata: Partial<DriveFile>, addParents?: string): DriveFile {
		const file = Object.assign(this.find(id), metadata);
		const added = (addParents ?? '').split(',').filter((parent) => parent !== '');
		file.parents = [...new Set([...file.parents, ...added])];
		return file;
	}

	/** Begins an upload in pieces; returns its ID. */
	begin(metadata: Partial<DriveFile>, mimeType?: string): string {
		const id = `upload-${this.sessions.size}`;
		this.sessions.set(id, { metadata: { mimeType, ...metadata }, received: Buffer.alloc(0) });
		return id;
	}

	/**
	 * Takes one piece of an upload.
	 *
	 * @param range the `Content-Range` of the piece
	 * @returns the file, once the last piece is there
	 */
	append(uploadId: string, range: string, piece: Buffer): DriveFile | undefined {
		const session = this.sessions.get(uploadId);
		if (!session) throw new DriveError(404, 'No such upload');
		const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? [];
		const isNext = Number(first) === session.received.length;
		if (!isNext || Number(last) - Number(first) + 1 !== piece.length) {
			throw new DriveError(400, `Unexpected Content-Range: ${range}`);
		}
		session.received = Buffer.concat([session.received, piece]);
		const isLast = session.received.length === Number(total);
		if (!isLast && piece.length % PIECE !== 0) {
			throw new DriveError(400, 'A piece is not a multiple of 256 KB');
		}
		return isLast ? this.create(session.metadata, session.received) : undefined;
	}

	/** Those that a query finds, of which `mimeType = '...'`, `!=` and `name contains` are understood. */
	search(query: string): DriveFile[] {
		const [, operator, type] = /mimeType (=|!=) '([^']+)'/.exec(query) ?? [];
		const [, words = ''] = /name contains '([^']+)'/.exec(query) ?? [];
		return this.all.filter(({ mimeType, name }) => {
			const isOfType = !operator || (mimeType === type) === (operator === '=');
			return isOfType && name.toLowerCase().includes(words.toLowerCase());
		});
	}

	/** What the API tells of a file. */
	describe({ content, ...file }: DriveFile, fields = 'kind,id,name,mimeType'): object {
		const isFolder = file.mimeType === FOLDER;
		const all: Record<string, unknown> = {
			kind: 'drive#file',
			...file,
			webViewLink: isFolder
				? `https://drive.google.com/drive/folders/${file.id}`
				: `https://drive.google.com/file/d/${file.id}/view?usp=drivesdk`,
			...(isFolder
				? {}
				: {
						webContentLink: `https://drive.google.com/uc?id=${file.id}&export=download`,
						size: String(content.length),
						md5Checksum: createHash('md5').update(content).digest('hex'),
					}),
		};
		if (fields === '*') return all;
		const names = namesIn(fields);
		return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
	}
}
