import { inspect } from 'node:util';

import type { ExecutionError } from 'n8n-workflow';

/** What people are shown is a text to read. In characters. */
const LONGEST_TEXT = 2_000;

/** What is wrong with texts that people are shown, by what they are. */
export function checkTexts(texts: Record<string, string | null | undefined>): string[] {
	return Object.entries(texts).flatMap(([what, text]) => {
		if (!text) return [`no ${what}`];
		return text.length > LONGEST_TEXT ? [`a ${what} of ${text.length} characters`] : [];
	});
}

/** What is wrong with an error that ends an execution. */
export function checkError(error: ExecutionError): string[] {
	const { name, message, description } = error;
	const isOurs = ['NodeApiError', 'NodeOperationError'].includes(name);
	return isOurs ? checkTexts({ message, description }) : [`a ${name}: ${message}`];
}

/** What is open when a run is over. */
interface Leftovers {
	openRequests: number;
	openConnections: number;
	timers: number;
	resources: string[];
}

export function checkLeftovers(left: Leftovers): string[] {
	const { openRequests, openConnections, timers, resources } = left;
	const open = { openRequests, openConnections, timers, resources: resources.length };
	const isClean = Object.values(open).every((number) => number === 0);
	return isClean ? [] : [`left behind: ${inspect({ ...open, resources })}`];
}

/** Whether the token, or what was too large, is anywhere in what a run gave and logged. */
export function checkToken(token: string, results: unknown, logs: string): string[] {
	const all = { depth: Infinity, maxStringLength: Infinity, maxArrayLength: Infinity };
	const text = inspect(results, { ...all, showHidden: true, getters: true }) + logs;
	const forms = [token, encodeURIComponent(token), Buffer.from(token).toString('base64')];
	const problems = forms.some((form) => text.includes(form)) ? ['the token came out'] : [];
	if (text.includes('padding')) problems.push('an oversized answer was taken in');
	return problems;
}
