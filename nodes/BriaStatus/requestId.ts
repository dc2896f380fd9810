import type { CallFailure } from '../api/callFailure';
import {
	noRequestId,
	invalidRequestId,
	notARequestId,
	notAStatusUrl,
	notEvaluated,
	otherServer,
} from './requestFailures';

/** What an item asks for: a request ID, or why there is none. */
export type RequestId =
	| { id: string; failure?: undefined }
	| { id?: undefined; failure: CallFailure };

const LONGEST_ID = 512;

/** Half a character (a lone surrogate) cannot be written into a URL. */
function isEncodable(id: string): boolean {
	try {
		return encodeURIComponent(id) !== '';
	} catch {
		return false;
	}
}

/** What a prompt, a document or a quotation has and no ID. Some languages write sentences without spaces. */
const IN_NO_ID: Array<[RegExp, string]> = [
	[/\s/, 'it has spaces'],
	[/["'{}[\]<>]/, 'it has brackets or quotation marks'],
	[/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u, 'it is a text'],
];

function checkId(id: string): RequestId {
	if (id === '.' || id === '..' || !isEncodable(id)) {
		return { failure: invalidRequestId(`"${id}", which cannot be part of a URL`) };
	}
	const braces = id.indexOf('{{');
	if (braces >= 0 && id.includes('}}', braces)) return { failure: notEvaluated(id) };
	const [, why] = IN_NO_ID.find(([pattern]) => pattern.test(id)) ?? [];
	if (why) return { failure: notARequestId(id, why) };
	if (/[\p{Cc}\p{Cf}]/u.test(id)) {
		return { failure: invalidRequestId('written with invisible characters') };
	}
	if (id.length > LONGEST_ID) {
		return { failure: invalidRequestId(`longer than ${LONGEST_ID} characters`) };
	}
	return { id };
}

function decode(segment: string): string | undefined {
	try {
		return decodeURIComponent(segment);
	} catch {
		return undefined;
	}
}

function fromStatusUrl(text: string, baseUrl?: string): RequestId {
	if (!baseUrl || !URL.canParse(text)) return { failure: notAStatusUrl(text) };
	const url = new URL(text);
	const { origin } = new URL(baseUrl);
	if (url.origin !== origin || url.username || url.password) {
		return { failure: otherServer(text, origin) };
	}
	const prefix = `${baseUrl}/status/`;
	const address = url.origin + url.pathname;
	const segment = address.startsWith(prefix)
		? address.slice(prefix.length).replace(/(?<!\/)\/+$/, '')
		: '';
	const id = segment.includes('/') ? undefined : decode(segment);
	return id ? checkId(id) : { failure: notAStatusUrl(text) };
}

function describe(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'an object';
	if (Number.isInteger(value)) return `${String(value)}, a number that has lost digits`;
	return `${String(value)}, a ${typeof value}`;
}

/** Whether an item names no request at all. */
export function isMissing(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/**
 * Reads the request ID out of what the `request` parameter gave for an item: an ID, or a status URL. A
 * number beyond 2^53 is refused, since JavaScript may have changed its digits.
 *
 * @param baseUrl the credential's Base URL, normalized; a status URL must start with it, and without
 *   one nothing is a status URL
 */
export function readRequestId(value: unknown, baseUrl?: string): RequestId {
	if (isMissing(value)) return { failure: noRequestId() };
	if (Number.isSafeInteger(value)) return { id: String(value) };
	if (typeof value !== 'string') return { failure: invalidRequestId(describe(value)) };
	const text = value.trim();
	const isUrl = text.includes('://') && (URL.canParse(text) || !/\s/.test(text));
	return isUrl ? fromStatusUrl(text, baseUrl) : checkId(text);
}
