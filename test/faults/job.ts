import type { Simulator } from '../simulator';
import { finished } from '../simulator/bodies';
import { fileName } from '../simulator/resultFiles';
import type { PlannedJob } from './plan';
import { withField } from './statusFault';

type PlannedFile = NonNullable<PlannedJob['file']>;

/** Where a file is said to be instead. */
function locationOf(movedTo: PlannedFile['movedTo'], own: string, bria: Simulator) {
	if (movedTo === 'itself') return own;
	if (movedTo === 'elsewhere') return `${bria.elsewhere.origin}/a.png`;
	return movedTo && 'http://127.0.0.1:1/a.png';
}

/** Makes a planned job known to the simulator; returns its request ID. */
export function addJob(bria: Simulator, job: PlannedJob): string {
	const { kind = 'image', status = 'COMPLETED', afterMs, afterAsks, oddField, file } = job;
	const requestId = bria.addJob({ kind, status, afterMs, afterAsks });
	const url = bria.fileUrl(requestId, kind);
	if (file) {
		const { movedTo, ...served } = file;
		const redirectTo = locationOf(movedTo, url, bria);
		bria.file(fileName(requestId, kind), redirectTo ? { redirectTo } : served);
	}
	if (oddField) {
		const body = finished(status, kind, requestId, { url });
		const odd = withField(body, oddField.field, oddField.value);
		bria.addJob({ requestId, afterMs, afterAsks, body: odd });
	}
	return requestId;
}
