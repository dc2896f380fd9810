import axios from 'axios';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';

import { DriveError, type DriveFile, DriveFiles, FOLDER } from './driveFiles';
import { GoogleAccounts, OAuthError } from './googleAccounts';
import { readMultipart } from './multipart';
import { bearerOf, bodyOf, fieldsOf, type StandIn, standInApp, startStandIn } from './standIn';

/** A Google Drive on this machine. */
export interface GoogleDrive extends StandIn {
	/** What n8n's credential `googleDriveOAuth2Api` is to hold before somebody has signed in. */
	readonly oAuth2Credential: { clientId: string; clientSecret: string };
	/** What n8n's credential `googleApi` is to hold: a service account's email and key. */
	readonly serviceAccountCredential: { email: string; privateKey: string };
	/** Files that were uploaded, in the order of arrival. */
	readonly files: DriveFile[];
	/** Folders that exist: "Pictures". */
	readonly folders: DriveFile[];
	/** `METHOD path: message` for everything that was refused. */
	readonly refused: readonly string[];
	/** Makes all access tokens invalid, as time does after an hour. */
	expireAccessTokens(): void;
	/**
	 * Agrees, as the user who signs in does.
	 *
	 * @param authorizationUrl where n8n sends the browser
	 * @returns where Google sends the browser back to
	 */
	agree(authorizationUrl: string): Promise<string>;
}

const HOSTS = ['accounts.google.com', 'oauth2.googleapis.com', 'www.googleapis.com'];
const API = 'https://www.googleapis.com';

function addAccounts(app: Express, accounts: GoogleAccounts): void {
	app.get('/o/oauth2/v2/auth', (req, res) => res.redirect(302, accounts.authorize(req.query)));
	app.post('/token', (req, res) => void res.json(accounts.token(fieldsOf(req))));
}

/** Pieces of a resumable upload come without a token: their address is the secret. */
function addPieces(app: Express, files: DriveFiles): void {
	app.put('/upload/drive/v3/files', (req, res) => {
		const range = req.get('content-range') ?? '';
		const file = files.append(String(req.query.upload_id), range, bodyOf(req));
		if (file) res.json(files.describe(file));
		else
			res
				.status(308)
				.set('Range', range.replace(/^bytes \d+-(\d+).*/, 'bytes=0-$1'))
				.end();
	});
}

function upload(files: DriveFiles): RequestHandler {
	return (req, res) => {
		const type = req.query.uploadType;
		if (type === 'resumable') {
			const id = files.begin(fieldsOf(req), req.get('x-upload-content-type'));
			res.set('Location', `${API}/upload/drive/v3/files?uploadType=resumable&upload_id=${id}`);
			res.status(200).end();
		} else if (type === 'multipart') {
			const [metadata, content] = readMultipart(bodyOf(req), req.headers);
			if (!metadata || !content) throw new DriveError(400, 'Malformed multipart body.');
			const mimeType = content.headers['content-type'];
			const file = { mimeType, ...JSON.parse(metadata.content.toString()) };
			res.json(files.describe(files.create(file, content.content)));
		} else {
			throw new DriveError(400, `The upload type ${type} is not played`);
		}
	};
}

/** https://developers.google.com/workspace/drive/api/reference/rest/v3, as far as n8n's node uses it. */
function addFiles(app: Express, files: DriveFiles): void {
	app.post('/upload/drive/v3/files', upload(files));
	app.patch('/drive/v3/files/:id', (req, res) => {
		const { addParents, fields } = req.query as Record<string, string | undefined>;
		res.json(files.describe(files.update(req.params.id, fieldsOf(req), addParents), fields));
	});
	app.get('/drive/v3/files', (req, res) => {
		const found = files.search(String(req.query.q ?? ''));
		res.json({ kind: 'drive#fileList', files: found.map((file) => files.describe(file, '*')) });
	});
	app.get('/drive/v3/drives', (_req, res) => {
		res.json({ kind: 'drive#driveList', drives: [] });
	});
}

function onlyWithToken(accounts: GoogleAccounts): RequestHandler {
	return (req, _res, next) => {
		if (!/^\/(upload\/)?drive\//.test(req.path) || accounts.accepts(bearerOf(req))) next();
		else throw new DriveError(401, 'Request had invalid authentication credentials.');
	};
}

function refuse(refused: string[]): ErrorRequestHandler {
	return (error, req, res, next) => {
		refused.push(`${req.method} ${req.path}: ${error.message}`);
		if (error instanceof OAuthError) res.status(400).json({ error: error.message });
		else if (error instanceof DriveError) {
			const { code, message } = error;
			res.status(code).json({ error: { code, message, errors: [{ message, domain: 'global' }] } });
		} else next(error);
	};
}

/** Starts a Google Drive with one user and one folder, "Pictures". */
export async function startGoogleDrive(): Promise<GoogleDrive> {
	const accounts = new GoogleAccounts();
	const files = new DriveFiles();
	const refused: string[] = [];
	const app = standInApp();
	addAccounts(app, accounts);
	addPieces(app, files);
	app.use(onlyWithToken(accounts));
	addFiles(app, files);
	app.use(refuse(refused));
	const standIn = await startStandIn(HOSTS, app);

	const { clientId, clientSecret, email, privateKey } = accounts.account;
	return {
		...standIn,
		oAuth2Credential: { clientId, clientSecret },
		serviceAccountCredential: { email, privateKey },
		refused,
		get files() {
			return files.all.filter(({ mimeType }) => mimeType !== FOLDER);
		},
		get folders() {
			return files.all.filter(({ mimeType }) => mimeType === FOLDER);
		},
		expireAccessTokens: () => accounts.expireAccessTokens(),
		async agree(authorizationUrl) {
			const { pathname, search } = new URL(authorizationUrl);
			const { headers } = await axios.get(standIn.origin + pathname + search, {
				maxRedirects: 0,
				validateStatus: (status) => status === 302,
			});
			return String(headers.location);
		},
	};
}
