import {
	type IDataObject,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type NodePropertyTypes,
} from 'n8n-workflow';

import { quote } from '../api/callFailure';
import { isObject, parseJson } from '../api/parseJson';
import { InvalidInput } from './invalidInput';

/** From the values of parameters to what Bria is sent. Expressions can give any type. */

/** Nobody filled it in: Bria is to use its own default. */
export function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	return Array.isArray(value) && value.length === 0;
}

const LONGEST_QUOTE = 100;

function nameOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	return `"${quote(String(value), LONGEST_QUOTE)}"`;
}

const refuse = (value: unknown, label: string, wanted: string): InvalidInput =>
	new InvalidInput(
		`'${label}' is ${nameOf(value)} instead of ${wanted}`,
		`Check the expression in '${label}'.`,
	);

/** Names that n8n's expressions have and other texts have not. */
const N8N_NAMES = /\$(json|binary|input|node|item|fromAI|now|today|vars|workflow|execution)\b|\$\(/;

/** Bria would make an image of the expression itself, and bill it. */
function checkIsEvaluated(text: string, label: string): void {
	const start = text.indexOf('{{');
	const within = start < 0 ? '' : text.slice(start, text.lastIndexOf('}}') + 1);
	if (!N8N_NAMES.test(within)) return;
	throw new InvalidInput(
		`'${label}' is an expression that n8n did not evaluate`,
		`Switch '${label}' from Fixed to Expression.`,
	);
}

/** Half a character, as a text has it that was cut off within an emoji: it cannot be sent. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** @throws InvalidInput where it is no text, or an expression */
export function toText(value: unknown, label: string): string {
	if (typeof value === 'string') {
		checkIsEvaluated(value, label);
		return value.replace(LONE_SURROGATES, '');
	}
	if (Number.isFinite(value) || typeof value === 'boolean') return String(value);
	throw refuse(value, label, 'a text');
}

/** @throws InvalidInput where it is no number */
export function toNumber(value: unknown, label: string): number {
	const number = typeof value === 'string' && !isEmpty(value) ? Number(value) : value;
	if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
		throw refuse(value, label, 'a number of at most 15 digits');
	}
	if (typeof number === 'number' && Number.isFinite(number)) return number;
	throw refuse(value, label, 'a number');
}

/** @throws InvalidInput where it is neither true nor false */
function toBoolean(value: unknown, label: string): boolean {
	const word = String(value).trim();
	if (/^(true|yes|1)$/i.test(word)) return true;
	if (/^(false|no|0)$/i.test(word)) return false;
	throw refuse(value, label, 'true or false');
}

/**
 * A value of a list, as a number where the list offers numbers. Lists are open: whatever else an
 * expression gives is passed on. A number stands for the text that names it: 4 for `4.0`.
 *
 * @throws InvalidInput where it is of another type
 */
function toChoice(value: unknown, label: string, { options = [] }: INodeProperties) {
	const offered = (options as INodePropertyOptions[]).map((option) => option.value);
	if (offered.some((each) => typeof each === 'number')) return toNumber(value, label);
	const same = offered.find((each) => typeof value === 'number' && Number(each || NaN) === value);
	return toText(same ?? value, label);
}

/**
 * A shape, as a text such as 16:9 or as a number such as 1.85.
 *
 * @throws InvalidInput where it is neither
 */
export function toAspectRatio(value: unknown, label: string): string | number {
	const text = toText(value, label);
	return Number.isFinite(Number(text)) ? Number(text) : text;
}

/** @throws InvalidInput where it is no JSON object, or has an expression in it */
export function toObject(value: unknown, label: string): IDataObject {
	if (typeof value === 'string') checkIsEvaluated(value, label);
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (isObject(parsed)) return parsed;
	throw new InvalidInput(
		`'${label}' is not a JSON object`,
		`It begins with { and ends with }, with names and texts in double quotes. In an expression, use {{ JSON.stringify(...) }} around texts that may hold quotes.`,
	);
}

/**
 * JSON that Bria wants as a text.
 *
 * @throws InvalidInput where it is no JSON object
 */
export function toJsonText(value: unknown, label: string): string {
	const parsed = toObject(value, label);
	return typeof value === 'string' ? value : JSON.stringify(parsed);
}

const URL_START = /^\s*https?:/i;
const DATA_URI_START = /^\s*data:/i;
const ADDRESS = /^(https?|data):/i;

/** A URL may hold commas: only a space or another address after one ends it. A data URI has a single one. */
function splitFiles(text: string): string[] {
	const files: string[][] = [];
	for (const part of text.split(',')) {
		const file = files.at(-1) ?? [];
		const [start = ''] = file;
		const isWithinUrl = URL_START.test(start) && !/^\s/.test(part);
		const isWithinDataUri = DATA_URI_START.test(start) && file.length === 1;
		if ((isWithinUrl || isWithinDataUri) && !ADDRESS.test(part)) file.push(part);
		else files.push([part]);
	}
	return files.map((parts) => parts.join(','));
}

function readList(text: string): unknown[] {
	const list = text.trim().startsWith('[') ? parseJson(text) : null;
	return Array.isArray(list) ? list : splitFiles(text);
}

/**
 * Files that one field names: a list, also as JSON, or a text with commas between them.
 *
 * @throws InvalidInput where one of them is no text
 */
export function toFileList(value: unknown, label: string): string[] {
	const list = Array.isArray(value) ? value : readList(toText(value, label));
	return list
		.filter((element) => !isEmpty(element))
		.map((element) => toText(element, label).trim());
}

const PAIR = /^\s*\[?\s*(-?[\d.]+)\s*[\s,x×]\s*(-?[\d.]+)\s*\]?\s*$/i;

/**
 * Two figures such as a width and a height: a text like "1000, 800" or "1000x800", or a list.
 *
 * @throws InvalidInput where there are not two of them
 */
export function toPair(value: unknown, label: string): number[] {
	const isText = typeof value === 'string';
	const figures = isText && value.length <= LONGEST_QUOTE ? PAIR.exec(value)?.slice(1) : value;
	if (Array.isArray(figures) && figures.length === 2) {
		return figures.map((figure) => toNumber(figure, label));
	}
	throw new InvalidInput(
		`'${label}' is not two numbers`,
		'Give two whole numbers with a comma between them, e.g. 1000, 800.',
	);
}

/** A resource locator gives `{mode, value}` unless it is read with `extractValue`. */
function toLocated(value: unknown, label: string): string {
	const located =
		typeof value === 'object' && value !== null ? (value as IDataObject).value : value;
	return isEmpty(located) ? '' : toText(located, label).trim();
}

type Convert = (value: unknown, label: string, property: INodeProperties) => unknown;

const BY_TYPE: Partial<Record<NodePropertyTypes, Convert>> = {
	string: toText,
	number: toNumber,
	boolean: toBoolean,
	options: toChoice,
	resourceLocator: toLocated,
};

/**
 * What Bria is sent for the value of a parameter, as the parameter's type says.
 *
 * @throws InvalidInput where it is of another type
 */
export function toTypeOf(property: INodeProperties, value: unknown, label: string): unknown {
	return (BY_TYPE[property.type] ?? toText)(value, label, property);
}

/**
 * The rows that were added to a field of several rows.
 *
 * @throws InvalidInput that names the row where something is missing or of the wrong type
 */
export function toRows(
	value: unknown,
	label: string,
	{ name, values }: INodePropertyCollection,
): IDataObject[] {
	const rows = (value as Record<string, unknown>)[name];
	return (Array.isArray(rows) ? (rows as IDataObject[]) : []).map((row, index) => {
		const field = (property: INodeProperties) => {
			const given = row[property.name];
			const rowLabel = `${label} ${index + 1}: ${property.displayName}`;
			if (isEmpty(given)) throw new InvalidInput(`'${rowLabel}' is empty`, 'Bria needs it.');
			return [property.name, toTypeOf(property, given, rowLabel)];
		};
		return Object.fromEntries(values.map(field)) as IDataObject;
	});
}
