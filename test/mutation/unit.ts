import { together } from './together';

together('unit', [
	'retryAfter',
	'fileType',
	'resultFiles',
	'privateAddress',
	'parseJson',
	'systemClock',
	'polling/rateLimiter',
	'polling/scheduler',
	'polling/pollHistory',
	'polling/sharedPlan',
	'polling/pollLoop',
	'polling/production',
	'tokenRedactor',
	'requestId',
	'signature',
	'bria/customEndpoint',
	'downloadFile',
	'fileRequest',
]);
