import { deepCopy, type IDataObject } from 'n8n-workflow';

import type { OutputOptions } from './outputOptions';
import { parseJson } from '../api/parseJson';
import { findResultFile } from '../files/resultFile';

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null;
}

function parse(prompt: unknown): unknown {
	const parsed = typeof prompt === 'string' ? parseJson(prompt) : prompt;
	return isObject(parsed) ? parsed : undefined;
}

/** Whether there is a structured prompt that is no JSON document, so that it stays as it is. */
export function isUnparsable({ result }: IDataObject): boolean {
	const prompt = isObject(result) ? result.structured_prompt : undefined;
	return prompt !== undefined && prompt !== null && parse(prompt) === undefined;
}

/** The seed is documented as a number and shown as a string. */
function toNumber(seed: unknown): unknown {
	const isNumeric = typeof seed === 'string' && /^-?\d+$/.test(seed);
	return isNumeric && Number.isSafeInteger(Number(seed)) ? Number(seed) : seed;
}

function typeOf(body: IDataObject, result: IDataObject): string | undefined {
	const prompt = result.structured_prompt === undefined ? undefined : 'structured_prompt';
	return findResultFile(body)?.kind ?? prompt;
}

function flat(body: IDataObject): IDataObject {
	const result = isObject(body.result) ? body.result : {};
	const fields = {
		request_id: body.request_id,
		status: body.status,
		result_type: typeOf(body, result),
		result_url: findResultFile(body)?.url,
		seed: toNumber(result.seed),
		prompt: result.prompt,
		refined_prompt: result.refined_prompt,
		structured_prompt: result.structured_prompt,
		error: body.error,
	};
	const present = Object.entries(fields).filter(([, value]) => value !== undefined);
	return Object.fromEntries(present) as IDataObject;
}

/** Bria's body as an item's options want it. The body stays as it is. */
export function shape(body: IDataObject, options: OutputOptions): IDataObject {
	const json = deepCopy(body);
	const { result } = json;
	if (options.parseStructuredPrompt && isObject(result)) {
		const parsed = parse(result.structured_prompt);
		if (parsed) result.structured_prompt = parsed as IDataObject;
	}
	return options.simplify ? flat(json) : json;
}
