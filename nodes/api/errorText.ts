/** Where Bria, its web framework (FastAPI) and others put what is wrong, the most telling first. */
const FIELDS = ['message', 'msg', 'details', 'detail', 'description', 'reason', 'error'];

/** Where the wrong field is named beside the words. */
const NAMES = ['loc', 'field', 'param', 'parameter'];

/** FastAPI names the wrong field by its path, e.g. `["body", "prompt"]`. */
function withField(fields: Record<string, unknown>, words: string): string {
	const path = NAMES.map((name) => [fields[name]].flat()).find(
		([first]) => typeof first === 'string',
	);
	const name = path?.filter((part) => typeof part !== 'object').join('.') ?? '';
	return words.includes(name) ? words : `${name}: ${words}`;
}

function collect(value: unknown, levels: number): string[] {
	if (typeof value === 'string') {
		const words = value.trim().replace(/\s+/g, ' ');
		return words === '' ? [] : [words];
	}
	if (typeof value !== 'object' || value === null || levels === 0) return [];
	if (Array.isArray(value)) return value.flatMap((element) => collect(element, levels - 1));

	const fields = value as Record<string, unknown>;
	const said = FIELDS.flatMap((field) => collect(fields[field], levels - 1));
	if (said.length > 0) return said.map((words) => withField(fields, words));
	return Object.entries(fields).flatMap(([name, element]) =>
		collect(element, levels - 1).map((words) => `${name}: ${words}`),
	);
}

const MOST_LEVELS = 5;

/**
 * What somebody says is wrong, in one text on one line.
 *
 * @param value a text, or an object or a list with texts in it
 * @returns undefined where there are no words
 */
export function errorText(value: unknown): string | undefined {
	const words = new Set(collect(value, MOST_LEVELS));
	return words.size > 0 ? [...words].join('. ') : undefined;
}

/**
 * Bria's own words on what is wrong, from the body of an answer: `error` (a text, or an object with
 * `message` and `details`), `detail` (a text, or FastAPI's list of `{loc, msg}`), `message`, and what
 * others call these.
 */
export function briaErrorText(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	const { error, errors, detail, details, message, msg, reason } = body as Record<string, unknown>;
	return errorText([error, errors, detail, details, message, msg, reason]);
}

function errorsIn(value: unknown): unknown[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, element]) =>
		key === 'error' ? [element] : errorsIn(element),
	);
}

/** What a job says of its failed parts: the words of its fields `error`, at any depth. */
export function nestedErrorText(value: unknown): string | undefined {
	return errorText(errorsIn(value));
}
