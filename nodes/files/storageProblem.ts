import type { Problem } from './problem';

/** What Node.js' codes for files mean, for people. */
const WORDS: Record<string, string> = {
	ENOSPC: 'the disk is full',
	EDQUOT: 'the disk quota is used up',
	EACCES: 'n8n may not write there',
	EPERM: 'n8n may not write there',
	EROFS: 'it is read-only',
	ENOTDIR: 'its folder is no folder',
	EISDIR: 'its folder is no folder',
	EEXIST: 'its folder is no folder',
	ENOENT: 'its folder does not exist',
	EMFILE: 'too many files are open',
	ENFILE: 'too many files are open',
	EFBIG: 'the file is too large',
	ERR_STRING_TOO_LONG: 'the file is too large to be kept in memory',
	ERR_FS_FILE_TOO_LARGE: 'the file is too large',
};

/** Why n8n could not keep a file: with n8n's own words, since each of its storages fails in its own way. */
export function storageProblem(error: unknown): Problem {
	const { code, message } = error as { code?: unknown; message?: string };
	const known = typeof code === 'string' ? WORDS[code] : undefined;
	return {
		code: typeof code === 'string' ? code : 'storage',
		what: known ?? 'it could not be written',
		details: message,
		isStorage: true,
		isFinal: true,
	};
}
