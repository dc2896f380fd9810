import type { IDataObject } from 'n8n-workflow';

import { quote } from './callFailure';

const LONGEST_NAME = 80;

/** What sent an answer, by what it says of itself in the headers `via` and `server`. */
export function nameOfServer(headers: IDataObject): string | undefined {
	const names = ['via', 'server'].map((header) => headers[header]);
	const said = names.filter((name) => typeof name === 'string' && name.trim() !== '');
	return said.length > 0 ? quote(said.join(', '), LONGEST_NAME) : undefined;
}
