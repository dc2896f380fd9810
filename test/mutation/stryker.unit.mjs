import { common } from './common.mjs';

/** What unit tests suffice for is mutated with these alone: a mutant costs a second. */
export const FILES = [
	'clock',
	'download',
	'execution',
	'fileRequest',
	'heap',
	'json',
	'line',
	'minuteBudget',
	'privateAddress',
	'requestId',
	'resultFile',
	'retryAfter',
	'retryPolicy',
	'secret',
	'slidingMinute',
	'waiter',
].map((name) => `nodes/BriaStatus/${name}.ts`);

export default common('unit', FILES);
