import { deepCopy, type IDataObject } from 'n8n-workflow';

import { isObject, parseJson } from '../api/parseJson';
import { findResultFiles, resultOf } from '../files/resultFiles';
import { type JobResult, statusOf } from './jobResult';

/** The fields that are documented as JSON documents in a string. */
const STRUCTURED = ['structured_prompt', 'structured_instruction'] as const;

/** What a result without a file is of: the first of these fields that it has. */
const TYPES_WITHOUT_FILE = [...STRUCTURED, 'content', 'text'];

/** The fields of a result that stay under their own names when it is simplified. */
const TEXTS = ['prompt', 'refined_prompt', ...STRUCTURED, 'text'] as const;

/** An object or a list, also one that is in a text as JSON. */
function parse(prompt: unknown): object | undefined {
	const parsed = typeof prompt === 'string' ? parseJson(prompt) : prompt;
	return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
}

/** Whether a structured prompt or instruction is no JSON document, so that it stays as it is. */
export function isUnparsable(body: IDataObject): boolean {
	const result = resultOf(body);
	if (!isObject(result)) return false;
	return STRUCTURED.some((field) => {
		const prompt = result[field];
		return prompt !== undefined && prompt !== null && parse(prompt) === undefined;
	});
}

/** The seed is documented as a number and shown as a string. */
function toNumber(seed: unknown): unknown {
	const isNumeric = typeof seed === 'string' && /^-?\d+$/.test(seed);
	return isNumeric && Number.isSafeInteger(Number(seed)) ? Number(seed) : seed;
}

function withoutAbsent(fields: Record<string, unknown>): IDataObject {
	const present = Object.entries(fields).filter(([, value]) => value !== undefined);
	return Object.fromEntries(present) as IDataObject;
}

/** What of a result is in no other field of a simplified item. */
function restOf(result: unknown, urls: string[]): unknown {
	const isElsewhere = (value: unknown) =>
		(urls.length > 0 && value === urls[0]) ||
		(Array.isArray(value) &&
			value.length > 0 &&
			value.length === urls.length &&
			value.every((element, i) => element === urls[i]));
	if (result === null || isElsewhere(result)) return undefined;
	if (Array.isArray(result)) return result.length > 0 ? result : undefined;
	if (!isObject(result)) return result;
	const ownFields = new Set<string>(['seed', ...TEXTS]);
	const rest = Object.entries(result).filter(
		([field, value]) => !ownFields.has(field) && value !== null && !isElsewhere(value),
	);
	return rest.length > 0 ? Object.fromEntries(rest) : undefined;
}

function simplify(body: IDataObject, status: string | undefined): IDataObject {
	const result = resultOf(body);
	const fields = isObject(result) ? result : {};
	const files = status === 'COMPLETED' ? findResultFiles(body) : [];
	const urls = files.map(({ url }) => url);
	return withoutAbsent({
		request_id: body.request_id,
		status: status ?? body.status,
		result_type:
			files[0]?.kind ??
			TYPES_WITHOUT_FILE.find((field) => (fields[field] ?? undefined) !== undefined),
		result_url: urls[0],
		result_urls: urls.length > 1 ? urls : undefined,
		seed: toNumber(fields.seed),
		...Object.fromEntries(TEXTS.map((field) => [field, fields[field]])),
		result: restOf(result, urls),
		error: body.error,
		warning: body.warning,
		message: body.message,
	});
}

/** Bria's body of a job as its options want it. The body itself stays as it is. */
export function shape(job: JobResult): IDataObject {
	const { options } = job;
	const json = deepCopy(job.body ?? {});
	const fields = isObject(json.result) ? json.result : json;
	if (options.parseStructuredPrompt) {
		for (const field of STRUCTURED) {
			const parsed = parse(fields[field]);
			if (parsed) fields[field] = parsed as IDataObject;
		}
	}
	return options.simplify ? simplify(json, statusOf(job)) : json;
}
