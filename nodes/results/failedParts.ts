import type { IDataObject } from 'n8n-workflow';

import { wordsOf } from '../api/briasWords';

/** A part of a completed result that failed all the same, as a size of an advertisement may. */
export interface FailedPart {
	/** What Bria calls it, or its number in the answer. */
	name: string;
	/** Bria's words; empty where it gave none. */
	reason: string;
}

const FAILED = /^(failed|error)$/i;

function nameOf(part: IDataObject, number: number): string {
	const name = part.name ?? part.id;
	if (typeof name === 'string' || typeof name === 'number') return String(name);
	const { width, height } = part;
	return width !== undefined && height !== undefined
		? `${String(width)}x${String(height)}`
		: `#${number}`;
}

function* walk(value: unknown, number: number): Generator<FailedPart> {
	if (typeof value !== 'object' || value === null) return;
	if (Array.isArray(value)) {
		for (const [i, element] of value.entries()) yield* walk(element, i + 1);
		return;
	}
	const part = value as IDataObject;
	if (typeof part.status === 'string' && FAILED.test(part.status)) {
		yield { name: nameOf(part, number), reason: wordsOf(part.error) ?? '' };
	} else {
		for (const element of Object.values(part)) yield* walk(element, 1);
	}
}

/** The parts of a result with a `status` of their own that says failed, at any depth. */
export function failedParts({ result }: IDataObject): FailedPart[] {
	return [...walk(result, 1)];
}
