import type { IDataObject } from 'n8n-workflow';

/** An expression that a text recommends, with the item that the text recommends it for. */
export interface Recommended {
	/** As it is typed into a field of n8n that is set to Expression. */
	expression: string;
	/** The item's JSON; missing where the text names none before the expression. */
	item?: IDataObject;
	/** The items of nodes further up, for `$('Node')`, by the node's name. */
	nodes: Record<string, IDataObject>;
	/** What the text says that it gives; missing where it says nothing. */
	gives?: string;
	/** Of the line, counted from 1. */
	line: number;
}

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;
const PLACEHOLDER = /<[a-z][^>\n]*>/i;

/** The text of all blocks in a language, e.g. of ` ```sh `. */
function blocksOf(markdown: string, language: string): string[] {
	const blocks = [...markdown.matchAll(FENCE)];
	return blocks.filter(([, tag]) => tag === language).map(([, , text = '']) => text);
}

/** Shell blocks that can be run as they stand: those without a `<placeholder>`. */
export function shellBlocksOf(markdown: string): string[] {
	return blocksOf(markdown, 'sh').filter((block) => !PLACEHOLDER.test(block));
}

/** Where an item or an expression begins in the text. */
const MARKS = new RegExp(
	[
		/^```json\n(?<block>[\s\S]*?)^```$/,
		/<!-- item(?: of (?<node>[^:\n]+))?: (?<comment>\{[\s\S]*?\}) -->/,
		/`(?<code>[^`\n]*\{\{[^`\n]*\}\}[^`\n]*)`(?: → `(?<gives>[^`\n]+)`)?/,
	]
		.map(({ source }) => source)
		.join('|'),
	'gm',
);

/**
 * The expressions in a text, which are pieces of inline code with `{{ }}` in them. Each belongs to the
 * item that comes last before it: a block of JSON that readers see, or a comment
 * `<!-- item: {"status": "ERROR"} -->` that they do not. `<!-- item of On form submission: {...} -->` is the
 * item of a node further up, for `$('On form submission')`. What an expression gives may follow it:
 * `` `{{ $json.status }}` → `ERROR` ``.
 */
export function expressionsOf(markdown: string): Recommended[] {
	const found: Recommended[] = [];
	const nodes: Record<string, IDataObject> = {};
	let item: IDataObject | undefined;
	for (const { groups = {}, index } of markdown.matchAll(MARKS)) {
		const { block, comment, node, code, gives } = groups;
		if (code !== undefined) {
			const line = markdown.slice(0, index).split('\n').length;
			found.push({ expression: code, item, nodes: { ...nodes }, gives, line });
		} else {
			const json: IDataObject = JSON.parse(block ?? comment ?? '');
			if (node) nodes[node] = json;
			else item = json;
		}
	}
	return found;
}
