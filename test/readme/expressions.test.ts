import { readFileSync } from 'node:fs';
import path from 'node:path';

import { evaluate } from './evaluate';
import { expressionsOf } from './markdown';

const README = readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8');

/** What n8n puts where something is missing, or is not a text. */
const NO_TEXT = /undefined|\bnull\b|\[object|\[Object|\[ERROR|\[Array/;

describe('the README', () => {
	it.each(expressionsOf(README))('line $line: `$expression`', (recommended) => {
		expect(recommended.item).toBeDefined();

		const text = String(evaluate(recommended));

		expect(text.trim()).not.toBe('');
		expect(text).not.toMatch(NO_TEXT);
		if (recommended.gives !== undefined) expect(text).toBe(recommended.gives);
	});
});

describe('a text', () => {
	const text = [
		'<!-- item of Form: {"Prompt": "a fox"} -->',
		'```json',
		'{ "status": "ERROR", "error": { "message": "refused" } }',
		'```',
		'Post `"{{ $(\'Form\').item.json.Prompt }}": {{ $json.error.message }}` → `"a fox": refused`.',
		'<!-- item: {"status": "COMPLETED"} -->',
		'Or `{{ $json.error?.message }}`.',
	].join('\n');

	it('gives each expression the item before it, and those of nodes further up', () => {
		const [first, second] = expressionsOf(text);

		expect(first && evaluate(first)).toBe(first?.gives);
		expect(second?.item).toEqual({ status: 'COMPLETED' });
		expect(second && evaluate(second)).toBeUndefined();
	});
});
