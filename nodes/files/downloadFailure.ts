import { type CallFailure, quote, withWords } from '../api/callFailure';
import type { DownloadProblem } from './downloadProblem';
import type { ResultFile } from './resultFiles';

/** Addresses that are signed take some hundred characters. */
const LONGEST_ADDRESS = 1_000;

const RESULTS_EXPIRE =
	'Results expire: ask for the request again with Bria Status, or submit the job again.';

/** A file that could not be fetched, or not be stored. */
export function notReachable(
	problem: DownloadProblem,
	id: string,
	{ kind, url }: ResultFile,
): CallFailure {
	const { code, what, isStorage, details, advice = RESULTS_EXPIRE } = problem;
	const address = `Its address is ${quote(url, LONGEST_ADDRESS)}`;
	if (isStorage) {
		const said = details ? ` (${quote(details)})` : '';
		return {
			code,
			message: `The request "${quote(id)}" is COMPLETED, but n8n could not store its ${kind}: ${what}`,
			details: `Check the storage in which this n8n keeps files (binary data): its folder, permissions and free space${said}. Then ask for the request again with Bria Status. ${address}`,
			result_url: url,
		};
	}
	return {
		code,
		message: `The request "${quote(id)}" is COMPLETED, but its ${kind} is not reachable: ${what}`,
		details: `${advice} Turn off 'Download Result' to go on without the file. ${address}`,
		result_url: url,
	};
}

/**
 * A result without any file, though what it is made of lies in a file.
 *
 * @param said Bria's words, if there are any
 */
export const noResult = (id: string, said?: string): CallFailure => ({
	code: 'no_file',
	message: `The request "${quote(id)}" is COMPLETED, but Bria's answer holds no file`,
	details: withWords(
		"Submit the job again. Turn off 'Download Result' to see what Bria answered instead. If it happens again, contact Bria's support with the request ID.",
		said,
	),
});
