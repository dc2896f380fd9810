import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { INVALID_REQUEST } from '../../nodes/api/callFailure';
import { operationError, toNodeError } from '../../nodes/api/nodeError';

const node: INode = {
	id: '1',
	name: 'Bria Status',
	type: 'n8n-nodes-bria.briaStatus',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** For which n8n-workflow puts a sentence of its own in the place of a message. */
const CODE_WORDS = [
	'ECONNREFUSED',
	'ECONNRESET',
	'ENOTFOUND',
	'ETIMEDOUT',
	'ERRADDRINUSE',
	'EADDRNOTAVAIL',
	'ECONNABORTED',
	'EHOSTUNREACH',
	'EAI_AGAIN',
	'ENOENT',
	'EISDIR',
	'ENOTDIR',
	'EACCES',
	'EEXIST',
	'EPERM',
	'GETADDRINFO',
];

describe.each(CODE_WORDS)('A message with the word %s', (word) => {
	const message = `Bria does not know the request "r-${word.toLowerCase()}-1"`;
	const details = `Look for ${word}.`;

	it.each([
		['NodeApiError', 404],
		['NodeApiError', word],
		['NodeOperationError', INVALID_REQUEST],
	])('reaches the user as it is in a %s (%s)', (name, code) => {
		const error = toNodeError(node, { code, message, details }, 3);

		expect(error.name).toBe(name);
		expect(error.message).toBe(`${message} [item 3]`);
		expect(error.description).toBe(details);
		expect(error.context.itemIndex).toBe(3);
	});

	it('reaches the user as it is where a setting is wrong', () => {
		const error = operationError(node, message, { description: details });

		expect([error.message, error.description]).toEqual([message, details]);
	});
});

it.each([INVALID_REQUEST, 404])(
	"n8n's editor, which shows descriptions as HTML, leaves nothing out of one and links nothing (%s)",
	(code) => {
		const details = 'It is like <Base URL>/status/<ID>. Bria says: 3 < 5 > 1 <a href="https://x">';
		const error = toNodeError(node, { code, message: 'It failed', details }, 0);

		expect(error.description).toBe(details.replaceAll('<', '&lt;'));
	},
);

it('The words are those that n8n replaces, so that the test above tests something', () => {
	for (const word of CODE_WORDS) {
		expect(new NodeOperationError(node, word).message).not.toBe(word);
		expect(new NodeApiError(node, {}, { message: word }).message).not.toBe(word);
	}
});
