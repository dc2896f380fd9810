import '../engine/environment';

import { together } from './together';

together('unit', ['hints', 'itemJson', 'outputs', 'statusService', 'httpRequest', 'mapInBatches']);
together('engine', [
	'input',
	'options',
	'tool',
	'token',
	'onError',
	'routing',
	'download',
	'retries',
	'waiting',
	'stop',
]);
