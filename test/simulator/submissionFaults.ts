import type { NextFunction, Request, RequestHandler, Response } from 'express';

import { faultFunction, FaultScript, type Fault, type FaultFunction } from './faults';

/**
 * When a fault strikes a submission. `unread`: before its body is read. `refused`: when it is read,
 * and no job is made. `accepted`: when the job is made, in place of the answer.
 */
export type Moment = 'unread' | 'refused' | 'accepted';

/** A fault and its moment. */
export interface SubmissionFault {
	moment: Moment;
	fault: FaultFunction;
}

/** Says at which moment a fault strikes: `submissionFaults.accepted(faults.broken())`. */
export const submissionFaults = {
	/** Before the body is read: no job is made. */
	unread: (fault: Fault) => at('unread', fault),
	/** After the body was read: no job is made. Any fault that is given as it is means this. */
	refused: (fault: Fault) => at('refused', fault),
	/** After the job was made, which goes on: the client cannot know. */
	accepted: (fault: Fault) => at('accepted', fault),
};

/** The faults that were scripted for submissions, each used once, in order. */
export class SubmissionFaultScript {
	private readonly script = new FaultScript<Fault | SubmissionFault>();

	/** @param endpoint e.g. `/image/generate`; `*`: whichever is next and has no fault of its own */
	add(endpoint: string, list: ReadonlyArray<Fault | SubmissionFault>): void {
		this.script.add(endpoint, list);
	}

	next(endpoint: string): SubmissionFault | undefined {
		const fault = this.script.next(endpoint);
		return fault === undefined || isTimed(fault) ? fault : at('refused', fault);
	}
}

/** Express middleware: takes the next fault of an endpoint; one that is `unread` strikes here. */
export function takeFault(
	script: SubmissionFaultScript,
	endpoint: string,
	elsewhere: string,
): RequestHandler {
	return async (_req: Request, res: Response, next: NextFunction) => {
		const taken = script.next(endpoint);
		if (taken?.moment === 'unread') {
			await taken.fault({ res, requestId: '', body: {}, elsewhere });
			return;
		}
		res.locals.submissionFault = taken;
		next();
	};
}

/** The fault that `takeFault` took, if its moment is this one. */
export function faultAt(moment: Moment, res: Response): FaultFunction | undefined {
	const taken = res.locals.submissionFault as SubmissionFault | undefined;
	return taken?.moment === moment ? taken.fault : undefined;
}

function at(moment: Moment, fault: Fault): SubmissionFault {
	return { moment, fault: faultFunction(fault) };
}

function isTimed(fault: Fault | SubmissionFault): fault is SubmissionFault {
	return typeof fault === 'object';
}
