import { type IDataObject, jsonParse } from 'n8n-workflow';

/** More than any answer needs, and less than what makes n8n run out of stack when it copies an item. */
const MOST_LEVELS = 100;

function isDeeper(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((element) => isDeeper(element, levels - 1));
}

function withoutPrototypes(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutPrototypes);
	if (typeof value !== 'object' || value === null) return value;
	const fields = Object.entries(value).filter(([key]) => key !== '__proto__');
	return Object.fromEntries(fields.map(([key, element]) => [key, withoutPrototypes(element)]));
}

/** An escaped character, a quotation mark, or an integer of so many digits that a number may lose some. */
const TOKENS = /\\.|"|(?<![\d.eE+-])-?[1-9]\d{15,}(?![\d.eE])/gs;

/** Puts integers beyond 2^53 in quotation marks. */
function keepDigits(json: string): string {
	if (!/\d{16}/.test(json)) return json;
	let isInString = false;
	return json.replace(TOKENS, (token) => {
		if (token === '"') isInString = !isInString;
		const isInteger = token !== '"' && !token.startsWith('\\');
		const losesDigits = isInteger && !isInString && !Number.isSafeInteger(Number(token));
		return losesDigits ? `"${token}"` : token;
	});
}

const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Parses what comes from outside. An integer beyond 2^53 becomes a text, which keeps all its digits.
 * Fields named `__proto__` are left out: many versions of n8n would make them the prototype of the
 * copies that they make of an item.
 *
 * @returns null where it is no JSON document, or one that is nested too deeply for n8n
 */
export function parseJson(text: string): unknown {
	const json = keepDigits(text.replace(BYTE_ORDER_MARK, ''));
	const value = jsonParse<unknown>(json, { fallbackValue: null });
	return isDeeper(value, MOST_LEVELS) ? null : withoutPrototypes(value);
}

/** Whether a value is a JSON object: no list, no text, nothing else. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The document, if it is a JSON object. */
export function asObject(document: unknown): IDataObject | undefined {
	return isObject(document) ? document : undefined;
}
