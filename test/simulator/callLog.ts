import type { IncomingHttpHeaders } from 'node:http';

import type { NextFunction, Request, Response } from 'express';

/** One call, written down when it arrives and filled in when it ends. */
export interface Call {
	/** When it arrived, in milliseconds of `performance.now()`. */
	at: number;
	method: string;
	/** Path and query. */
	path: string;
	/** Of a status call: what was asked for. Of a submission: what it was given. */
	requestId?: string;
	/** Of a status call: the status that was told; missing where no truth was told. */
	status?: string;
	/** As received, `api_token` included. */
	headers: IncomingHttpHeaders;
	/** What was answered; missing as long as it is open, and when no answer was begun. */
	statusCode?: number;
	/** When it ended, in milliseconds of `performance.now()`; missing as long as it is open. */
	endedAt?: number;
	/** The client went away before the answer was complete. */
	aborted?: boolean;
	/** The simulator broke the connection. */
	broken?: boolean;
}

/** Everything that was asked, in the order of arrival. */
export class CallLog {
	readonly calls: Call[] = [];

	/** @param onEnd is told each call when it has ended */
	constructor(private readonly onEnd: (call: Call) => void = () => {}) {}

	/** Express middleware; goes first. */
	readonly record = (req: Request, res: Response, next: NextFunction): void => {
		const { method, originalUrl: path, headers } = req;
		const call: Call = { at: performance.now(), method, path, headers: { ...headers } };
		this.calls.push(call);
		res.locals.call = call;
		res.once('close', () => {
			call.endedAt = performance.now();
			if (res.headersSent) call.statusCode = res.statusCode;
			if (!res.writableFinished && !call.broken) call.aborted = true;
			this.onEnd(call);
		});
		next();
	};
}

/** The log's entry of a call that is being answered. */
export function callOf(res: Response): Call {
	return res.locals.call as Call;
}

/** Breaks the connection, and says in the log that it was the simulator who did. */
export function breakConnection(res: Response): void {
	callOf(res).broken = true;
	res.req.socket.destroy();
}
