import { together } from './together';

together('unit', [
	'retryAfter',
	'heap',
	'resultFile',
	'privateAddress',
	'json',
	'clock',
	'transport',
	'slidingMinute',
	'minuteBudget',
	'waiter',
	'secret',
	'requestId',
	'line',
	'download',
]);
