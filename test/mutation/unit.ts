import { together } from './together';

together('unit', [
	'retryAfter',
	'heap',
	'resultFile',
	'privateAddress',
	'json',
	'clock',
	'slidingMinute',
	'minuteBudget',
	'waiter',
	'secret',
	'requestId',
	'line',
	'download',
]);
