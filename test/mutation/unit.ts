import { together } from './together';

together('unit', [
	'retryAfter',
	'heap',
	'resultFile',
	'privateAddress',
	'parseJson',
	'systemClock',
	'slidingWindow',
	'minuteBudget',
	'waiter',
	'tokenRedactor',
	'requestId',
	'line',
	'downloadFile',
]);
