import '../engine/environment';

import { together } from './together';

together('unit', [
	'hints',
	'itemJson',
	'outputs',
	'statusService',
	'httpRequest',
	'mapInBatches',
	'connectionFailure',
	'nodeError',
	'accepted',
	'bria/body',
	'bria/addSubmittedJobs',
	'whyRefused',
]);
together('engine', [
	'input',
	'answers',
	'options',
	'tool',
	'token',
	'onError',
	'routing',
	'download',
	'retries',
	'waiting',
	'stop',
	'trigger',
	'bria/submitting',
	'bria/neverTwice',
	'bria/retryOnFail',
	'bria/refusals',
]);
