import { jsonParse } from 'n8n-workflow';

/** Bria's bodies have less than ten. Far beyond, what walks through an item level by level runs out of stack. */
const MOST_LEVELS = 100;

function isNestedTooDeeply(value: unknown): boolean {
	let level = [value];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth === MOST_LEVELS) return true;
		level = level.flatMap((one): unknown[] =>
			typeof one === 'object' && one !== null ? Object.values(one) : [],
		);
	}
	return false;
}

/** The object or list of a JSON document; undefined where there is none, or one nested too deeply. */
export function readJson(text: string): object | undefined {
	const value = jsonParse<unknown>(text, { fallbackValue: null });
	const isReadable = typeof value === 'object' && value !== null && !isNestedTooDeeply(value);
	return isReadable ? value : undefined;
}
