import type { DownloadProblem } from './downloadProblem';

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

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** Whether an error comes from the file system. A failed write also breaks the download, so the code decides. */
export function isFileSystemError(error: unknown): boolean {
	return Object.hasOwn(WORDS, codeOf(error));
}

/** Why n8n could not store a file. n8n's own words come along, since each of its storages fails in its own way. */
export function storageProblem(error: unknown): DownloadProblem {
	const message = error instanceof Error ? error.message : String(error);
	const unknown = /too (large|big|long)/i.test(message) ? 'the file is too large' : 'it failed';
	return {
		code: codeOf(error) || 'storage',
		what: WORDS[codeOf(error)] ?? unknown,
		details: message,
		isStorage: true,
		isFinal: true,
	};
}
