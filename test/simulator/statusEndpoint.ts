import type { Request, Response } from 'express';

import { refusal } from './bodies';
import { callOf } from './callLog';
import { faultFunction, type FaultScript } from './faults';
import { asObject, type Jobs } from './jobs';

/** What a status call needs of the simulator. */
export interface StatusContext {
	jobs: Jobs;
	script: FaultScript;
	elsewhere: string;
}

/** Express handler of `/v2/status/:request_id`: a scripted fault if there is one, else the truth. */
export function answerStatus({ jobs, script, elsewhere }: StatusContext) {
	return async (req: Request, res: Response): Promise<void> => {
		const requestId = requestIdOf(req);
		const fault = script.next(requestId);
		if (fault !== undefined) {
			const body = asObject(jobs.peek(requestId)?.body ?? refusal('notFound', requestId));
			await faultFunction(fault)({ res, requestId, body, elsewhere });
			return;
		}
		const answer = jobs.ask(requestId);
		if (!answer) {
			res.status(404).json(refusal('notFound', requestId));
			return;
		}
		const { status } = asObject(answer.body);
		if (typeof status === 'string') callOf(res).status = status;
		res.status(answer.statusCode).type('json');
		if (typeof answer.body === 'string') res.send(answer.body);
		else res.json(answer.body);
	};
}

/** Express middleware: writes into the log which request is asked for. */
export function noteRequestId(req: Request, res: Response, next: () => void): void {
	callOf(res).requestId = requestIdOf(req);
	next();
}

function requestIdOf(req: Request): string {
	return String(req.params.request_id);
}
