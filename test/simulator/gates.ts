import { randomUUID } from 'node:crypto';

import type { NextFunction, Request, RequestHandler, Response } from 'express';

import { refusal, unauthorized } from './bodies';
import { callOf } from './callLog';
import { retryAfterHeader, type RetryAfter, type SlidingLimit } from './slidingLimit';

/** Express middleware: 401 unless the header `api_token` is the token that is good now. */
export function requireToken(goodToken: () => string): RequestHandler {
	return (req: Request, res: Response, next: NextFunction) => {
		if (req.headers.api_token === goodToken()) next();
		else res.status(401).json(unauthorized);
	};
}

/** Express middleware: 429 when the endpoint has had its share of the window. */
export function limitRate(
	limit: SlidingLimit,
	endpoint: string,
	retryAfter: RetryAfter,
): RequestHandler {
	return (_req: Request, res: Response, next: NextFunction) => {
		const pauseMs = limit.admit(endpoint);
		if (pauseMs === 0) {
			next();
			return;
		}
		const requestId = callOf(res).requestId ?? randomUUID().replaceAll('-', '');
		res.status(429).set(retryAfterHeader(retryAfter, pauseMs));
		res.json(refusal('tooManyRequests', requestId));
	};
}
