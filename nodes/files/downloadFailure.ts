import { type CallFailure, quote } from '../api/callFailure';
import type { ResultFile } from './resultFile';

/** Addresses that are signed take some hundred characters. */
const LONGEST_ADDRESS = 1_000;

export const noFile = (
	{ code, what }: { code: number | string; what: string },
	id: string,
	{ kind, url }: ResultFile,
): CallFailure => ({
	code,
	message: `The request "${quote(id)}" is COMPLETED, but its ${kind} is not reachable: ${what}`,
	details: `Results expire: execute the workflow again, or submit the job again. Turn off 'Download Result' to go on without the file. Its address is ${quote(url, LONGEST_ADDRESS)}`,
	result_url: url,
});
