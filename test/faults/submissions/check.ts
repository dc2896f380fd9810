import { inspect } from 'node:util';

import type { INodeExecutionData } from 'n8n-workflow';

import { itemsOf } from '../../engine/briaStatus';
import type { AcceptedJob } from '../../simulator';
import { busiest } from '../../unit/polling/startPolling';
import { checkError, checkLeftovers, checkToken } from '../common';
import type { Ended, Left } from './carryOut';
import type { Plan } from './plan';

const MINUTE_MS = 60_000;

/** How long an execution may go on after a stop, in ms. */
const A_MOMENT_MS = 500;

const UNCLEAR = /may have accepted the job/;

/** How an execution ended, in one word. */
export function endOf({ result, cancelledAt }: Ended): 'items' | 'error' | 'stopped' {
	if (!result || cancelledAt !== undefined) return 'stopped';
	return result.error ? 'error' : 'items';
}

const nameOf = ({ body }: AcceptedJob) => String(body.prompt ?? body.instruction);

/** What the user is told of an item: of its job, or that there may be one, or that there is none. */
type Told = { requestId: unknown } | 'unclear' | 'none';

function toldByItem({ json }: INodeExecutionData): Told {
	const { message, error } = json as { message?: string; error?: { message?: string } };
	if (!error && message === undefined) return { requestId: json.request_id };
	return UNCLEAR.test(String(error?.message ?? message ?? error)) ? 'unclear' : 'none';
}

/** What is said of every item, by its index. */
function toldByItems({ items, failed }: NonNullable<Ended['result']>): Map<number, Told> {
	const all = [...items, ...failed];
	const indices = itemsOf(all) as number[];
	return new Map(all.map((item, i) => [indices[i] as number, toldByItem(item)]));
}

/** What the error of a run says of its items. */
function toldByError(
	{ result, names }: Ended,
	jobs: AcceptedJob[],
	oddIds: boolean,
): Map<number, Told> {
	const { message = '', description } = result?.error ?? {};
	const told = `${message} ${description}`;
	const ids = (result?.error as { context?: { requestIds?: string[] } })?.context?.requestIds ?? [];
	const unclear = [...told.matchAll(/\bitem (\d+)/g)].map(([, index]) => Number(index));
	return new Map(
		names.map((name, index): [number, Told] => {
			const job = jobs.find((each) => nameOf(each) === name);
			const isListed = job && ids.includes(job.requestId) && told.includes(job.requestId);
			if (job && (isListed || (oddIds && ids.length > 0)))
				return [index, { requestId: job.requestId }];
			return [index, unclear.includes(index) && UNCLEAR.test(told) ? 'unclear' : 'none'];
		}),
	);
}

/** The jobs that Bria bills are those that the user is told of. */
function checkTruth(ended: Ended, jobs: AcceptedJob[], oddIds: boolean): string[] {
	const { result, names } = ended;
	const told = result && !result.error ? toldByItems(result) : toldByError(ended, jobs, oddIds);
	return names.flatMap((name, index) => {
		const own = jobs.filter((job) => nameOf(job) === name);
		if (own.length > 1) return [`item ${index} was submitted ${own.length} times`];
		const [job] = own;
		const says = told.get(index) ?? 'none';
		if (says === 'unclear') return [];
		if (says === 'none') return job ? [`nobody was told of the job of item ${index}`] : [];
		if (!job) return [`item ${index} is said to be submitted, and is not`];
		const isRight = oddIds || says.requestId === job.requestId;
		return isRight ? [] : [`item ${index} was told ${inspect(says)} of ${job.requestId}`];
	});
}

function checkItems({ result, names, plan }: Ended): string[] {
	const { items = [], failed = [] } = result ?? {};
	const left = [...itemsOf(items), ...itemsOf(failed)] as number[];
	const areAll = String(left.sort((a, b) => a - b)) === String([...names.keys()]);
	const failures = [...items, ...failed].filter((item) => typeof toldByItem(item) === 'string');
	if (plan.onError === 'stopWorkflow' && failures.length > 0) return ['it went on after a failure'];
	const isOnlyThere = plan.onError === 'continueErrorOutput' || failed.length === 0;
	return areAll && isOnlyThere ? [] : [`of ${names.length} items these left: ${inspect(left)}`];
}

/** Nothing is submitted after the item that ended the run. */
function checkOrder({ result, names }: Ended, jobs: AcceptedJob[]): string[] {
	const last = /\[item (\d+)\]$/.exec(result?.error?.message ?? '')?.[1];
	if (last === undefined) return [];
	const later = names
		.slice(Number(last) + 1)
		.filter((name) => jobs.some((job) => nameOf(job) === name));
	return later.length > 0 ? [`submitted after item ${last} had failed: ${later}`] : [];
}

function checkStop({ cancelledAt, endedAt }: Ended): string[] {
	if (endedAt === Infinity) return ['it never ended'];
	const tookMs = cancelledAt === undefined ? 0 : endedAt - cancelledAt;
	return tookMs <= A_MOMENT_MS ? [] : [`it went on for ${tookMs} ms after the stop`];
}

function checkExecution(ended: Ended, left: Left, plan: Plan): string[] {
	const { result, thrown, names, cancelledAt } = ended;
	const jobs = left.accepted.filter((job) => names.includes(nameOf(job)));
	const oddIds = plan.faults.some(({ fault }) => fault.kind === 'wrongType');
	const problems = [...checkStop(ended), ...checkTruth(ended, jobs, oddIds)];
	const end = endOf(ended);
	if (end === 'stopped') {
		const late = jobs.filter(({ at }) => at > (cancelledAt ?? Infinity) + A_MOMENT_MS);
		if (late.length > 0) problems.push(`${late.length} jobs were submitted after the stop`);
	}
	if (thrown && cancelledAt === undefined) problems.push(`it threw ${inspect(thrown)}`);
	if (end === 'items') problems.push(...checkItems(ended));
	if (end === 'error' && result?.error) {
		problems.push(...checkError(result.error), ...checkOrder(ended, jobs));
		if (ended.plan.onError !== 'stopWorkflow') {
			problems.push(`an error in spite of ${ended.plan.onError}`);
		}
	}
	return problems;
}

/** What is wrong with how a run went; nothing, as it should be. */
export function check(plan: Plan, left: Left, logs: string): string[] {
	const problems = left.executions.flatMap((ended, i) =>
		checkExecution(ended, left, plan).map((problem) => `execution ${i}: ${problem}`),
	);
	const endpoints = new Set(left.calls.map(({ path }) => path));
	for (const endpoint of endpoints) {
		if (!endpoint.startsWith('/v2/')) continue;
		const moments = left.calls.filter(({ path }) => path === endpoint).map(({ at }) => at);
		const most = busiest(moments, MINUTE_MS);
		if (most > plan.declaredPerMinute) problems.push(`${most} calls of ${endpoint} in a minute`);
	}
	if (left.sentElsewhere > 0) problems.push('something was sent elsewhere');
	const results = left.executions.map(({ result, thrown }) => ({ result, thrown }));
	return [...problems, ...checkLeftovers(left), ...checkToken(left.token, results, logs)];
}
