import type { IDataObject } from 'n8n-workflow';

import { saysFailed } from '../api/jobStatus';
import { isObject } from '../api/parseJson';
import { type FileKind, kindByAddress } from './fileType';

/** One file of a result. */
export interface ResultFile {
	/** What its field or its address says that it is. */
	kind: FileKind;
	/** As Bria wrote it: not everything that it may hold is an address. */
	url: string;
}

/** Fields whose address is not the result's: of the request, of a webhook, of what was sent in. */
const ELSEWHERE = /^(status|request|(webhook|callback|upload|input|source|ref|reference)s?)$/;

/** Fields of words and of failures: an address in them is no file of the result. */
const NO_FILES = /^(error|errors|warning|prompt|\w+_prompt|structured_instruction)$/;

const WEB_ADDRESS = /^https?:\/\/\S+$/i;

/** `resultImageURLs`, `result_image_urls` and `result_image_url_2` are the same words. */
function splitWords(field: string): string[] {
	const words = field.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
	return words
		.split(/[^a-z\d]+/)
		.map((word) => word.replace(/(?<!\d)\d+$/, ''))
		.filter((word) => word !== '')
		.map((word) => word.replace(/^(url|uri|link|image|video|mask|file|result|output)s$/, '$1'));
}

const leadsElsewhere = (words: string[]) => words.some((word) => ELSEWHERE.test(word));

/** Whether a field is for an address (`image_url`, `urls`, `href`), or for what can be had at one (`images`). */
function isForFile(words: string[], value: string): boolean {
	if (leadsElsewhere(words)) return false;
	const last = words.at(-1) ?? '';
	if (/^(url|uri)$/.test(last)) return value !== '';
	return (
		/^(link|href|src|image|video|mask|file|result|output)$/.test(last) && WEB_ADDRESS.test(value)
	);
}

/** An object with files in it, and the field that holds it. */
interface Holder {
	field: string;
	fields: IDataObject;
	/** The field around says what is in it. */
	isMap: boolean;
}

/** `urls: {small, large}` is a map, `images: [{id, license}]` holds none. */
function isMap(field: string, fields: IDataObject): boolean {
	const isForMany = /(url|uri|link|image|video|mask|file)s$/i.test(field);
	const fits = (each: unknown) =>
		isObject(each) || (typeof each === 'string' && WEB_ADDRESS.test(each));
	return isForMany && Object.values(fields).every(fits);
}

function kindOf(words: string[], url: string, holder: Holder): FileKind {
	if (words.includes('image')) return 'image';
	if (words.includes('video')) return 'video';
	const byAddress = kindByAddress(url);
	if (byAddress) return byAddress;
	// `mask_url` is documented for videos.
	if (words.includes('mask')) return 'video';
	const around = splitWords(holder.field);
	if (around.includes('video')) return 'video';
	if (around.includes('image')) return 'image';
	return 'width' in holder.fields && 'height' in holder.fields ? 'image' : 'file';
}

const NOWHERE: Holder = { field: '', fields: {}, isMap: false };

/** Whether there can be files of the result in a field, at any depth. */
const isOfResult = (key: string) => !NO_FILES.test(key) && !leadsElsewhere(splitWords(key));

function* walk(value: unknown, field: string, holder: Holder): Generator<ResultFile> {
	if (typeof value === 'string') {
		const words = splitWords(field);
		const url = value.trim();
		if (isForFile(words, url) || (holder.isMap && WEB_ADDRESS.test(url)))
			yield { kind: kindOf(words, url, holder), url };
	} else if (Array.isArray(value)) {
		for (const element of value) yield* walk(element, field, holder);
	} else if (isObject(value) && !saysFailed(value.status)) {
		const around = { field, fields: value, isMap: isMap(field, value) };
		for (const [key, element] of Object.entries(value)) {
			if (isOfResult(key)) yield* walk(element, key, around);
		}
	}
}

/** The fields of an answer that are not its result's. */
const OF_ANSWER = /^(status|request_id|status_url|result|error|warning|message)$/;

/**
 * The result in an answer. Bria's OpenAPI files have that of tailored models without a `result` around
 * it: then it lies beside the status.
 */
export function resultOf(body: IDataObject): unknown {
	const beside = () => Object.entries(body).filter(([field]) => !OF_ANSWER.test(field));
	return body.result ?? Object.fromEntries(beside());
}

/**
 * Finds every file of a completed job: a web address in a field whose name says so, at any depth of
 * its result, in the order of the answer, each address once.
 */
export function findResultFiles(body: IDataObject): ResultFile[] {
	const byUrl = new Map<string, ResultFile>();
	for (const file of walk(resultOf(body), 'result', NOWHERE)) {
		if (!byUrl.has(file.url)) byUrl.set(file.url, file);
	}
	return [...byUrl.values()];
}

const WITHOUT_FILE = ['structured_prompt', 'structured_instruction', 'content'];

function* fieldsOf(value: unknown): Generator<string> {
	if (Array.isArray(value)) for (const element of value) yield* fieldsOf(element);
	if (!isObject(value)) return;
	for (const [key, element] of Object.entries(value)) {
		yield key;
		if (isOfResult(key) && key !== 'content') yield* fieldsOf(element);
	}
}

/**
 * Whether a completed job without any file is in order: its result is a structured prompt, a structured
 * instruction or content, and has no field for an address that was left empty.
 */
export function needsNoFile(body: IDataObject): boolean {
	const result = resultOf(body);
	if (!isObject(result)) return false;
	const wouldBeFile = (field: string) => isForFile(splitWords(field), 'https://x');
	const hasEmptyField = [...fieldsOf(result)].some(wouldBeFile);
	const isPresent = (field: string) => result[field] !== undefined && result[field] !== null;
	return !hasEmptyField && WITHOUT_FILE.some(isPresent);
}
