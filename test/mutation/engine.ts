import '../engine/environment';

import { together } from './together';

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
