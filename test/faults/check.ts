import { inspect } from 'node:util';

import type { IDataObject } from 'n8n-workflow';

import { itemsOf, type Result } from '../engine/briaStatus';
import { busiest } from '../unit/polling/startPolling';
import type { Left } from './carryOut';
import { checkError, checkLeftovers, checkTexts, checkToken } from './common';
import type { Ended } from './execution';
import type { Plan } from './plan';

const MINUTE_MS = 60_000;

/** How long an execution may go on after a stop, or after Max Wait, in ms. */
const A_MOMENT_MS = 500;

/** Every item left once, in order on its output. */
function checkItems({ outputs }: Result, { items }: Ended['plan']): string[] {
	const left = outputs.map(itemsOf) as number[][];
	const all = left.flat().sort((a, b) => a - b);
	const isInOrder = left.every((output) =>
		output.every((item, i) => i === 0 || item > (output[i - 1] as number)),
	);
	const areAll = String(all) === String([...items.keys()]);
	return areAll && isInOrder ? [] : [`of ${items.length} items these left: ${inspect(left)}`];
}

/** Every item that is not completed says so in words for people; an AI Agent sees output 0 only. */
function checkMessages({ outputs }: Result, { isTool }: Ended['plan']): string[] {
	const [first = [], ...others] = outputs;
	const rest = others.flat();
	const seen = isTool && rest.length > 0 ? ['an AI Agent does not see every item'] : [];
	const unfinished = isTool ? first.filter(({ json }) => isUnfinished(json)) : rest;
	const problems = unfinished.flatMap(({ json: { message } }) => [
		...checkTexts({ message: String(message ?? '') }),
		...(/undefined|\[object/.test(String(message)) ? [`the message "${String(message)}"`] : []),
	]);
	return [...seen, ...problems];
}

const isUnfinished = ({ status, result, error }: IDataObject) =>
	status === undefined ? result === undefined || error !== undefined : status !== 'COMPLETED';

function checkTime({ plan, endedAt, cancelledAt }: Ended): string[] {
	const { operation, maxWaitSeconds, downloadResult } = plan;
	const maxWaitMs = operation === 'wait' && !downloadResult ? maxWaitSeconds * 1000 : Infinity;
	const latest = Math.min(maxWaitMs, cancelledAt ?? Infinity) + A_MOMENT_MS;
	const isInTime = endedAt < Infinity && endedAt <= latest;
	return isInTime ? [] : [`it ended at ${endedAt} ms instead of ${latest}`];
}

/** How an execution ended, in one word. */
export function endOf({ result }: Ended): 'items' | 'error' | 'stopped' {
	if (!result || result.status === 'canceled') return 'stopped';
	return result.error ? 'error' : 'items';
}

function checkExecution(ended: Ended): string[] {
	const { plan, result, thrown, cancelledAt } = ended;
	const problems = checkTime(ended);
	const end = endOf(ended);
	if (end === 'stopped' && cancelledAt === undefined) problems.push(`it threw ${inspect(thrown)}`);
	if (!result) return problems;
	for (const { message } of result.hints) problems.push(...checkTexts({ hint: message }));
	if (end === 'items') problems.push(...checkItems(result, plan), ...checkMessages(result, plan));
	if (end === 'error' && result.error) {
		problems.push(...checkError(result.error));
		if (plan.onError !== 'stopWorkflow') problems.push(`an error in spite of ${plan.onError}`);
	}
	return problems;
}

/** What is wrong with how a run went; nothing, as it should be. */
export function check(plan: Plan, left: Left, logs: string): string[] {
	const problems = left.executions.flatMap((ended, i) =>
		checkExecution(ended).map((problem) => `execution ${i}: ${problem}`),
	);
	const asked = left.calls.filter(({ path }) => path.startsWith('/v2/status/'));
	const moments = asked.map(({ at }) => at);
	const most = busiest(moments, MINUTE_MS);
	if (most > plan.declaredPerMinute) problems.push(`${most} requests arrived within a minute`);

	const mayGoElsewhere = plan.jobs.some(({ file }) => file?.movedTo === 'elsewhere');
	if (left.sentElsewhere > 0 && !mayGoElsewhere) problems.push('something was sent elsewhere');
	const results = left.executions.map(({ result, thrown }) => ({ result, thrown }));
	return [...problems, ...checkLeftovers(left), ...checkToken(left.token, results, logs)];
}
