import type { IDataObject } from 'n8n-workflow';

import { briaErrorText, errorText } from '../api/errorText';
import { saysFailed } from '../api/jobStatus';

/** A part of a completed result that failed all the same, as a size of an advertisement may. */
interface FailedPart {
	/** What Bria calls it, or its number in the answer. */
	name: string;
	/** Bria's words; empty where it gave none. */
	reason: string;
}

function nameOf(part: IDataObject, number: number): string {
	const name = part.name ?? part.id;
	if (typeof name === 'string' || typeof name === 'number') return String(name);
	const { width, height } = part;
	const isSize = [width, height].every((length) => /^(number|string)$/.test(typeof length));
	return isSize ? `${String(width)}x${String(height)}` : `#${number}`;
}

function isFailed({ status, error }: IDataObject): boolean {
	return typeof status === 'string' ? saysFailed(status) : errorText(error) !== undefined;
}

function* walk(value: unknown, number: number): Generator<FailedPart> {
	if (typeof value !== 'object' || value === null) return;
	if (Array.isArray(value)) {
		for (const [i, element] of value.entries()) yield* walk(element, i + 1);
		return;
	}
	const part = value as IDataObject;
	if (isFailed(part)) {
		yield { name: nameOf(part, number), reason: briaErrorText(part) ?? '' };
	} else {
		for (const element of Object.values(part)) yield* walk(element, 1);
	}
}

/** The parts of a result, at any depth, whose `status` says failed, or that have an `error` and no `status`. */
export function failedParts({ result }: IDataObject): FailedPart[] {
	return [...walk(result, 1)];
}
