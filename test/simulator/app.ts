import express, { type ErrorRequestHandler, type Express } from 'express';

import { refusal } from './bodies';
import type { CallLog } from './callLog';
import { limitRate, requireToken } from './gates';
import type { ResultFiles } from './resultFiles';
import type { RetryAfter, SlidingLimit } from './slidingLimit';
import { answerStatus, noteRequestId, type StatusContext } from './statusEndpoint';
import { SUBMIT_ENDPOINTS, submitTo, type SubmitContext } from './submissions';

/** The parts that the routes are put together from. */
export interface Parts extends StatusContext, SubmitContext {
	calls: CallLog;
	files: ResultFiles;
	limit: SlidingLimit;
	retryAfter: RetryAfter;
	goodToken(): string;
}

/** Bria's API as an express application: what is where, and what is checked in which order. */
export function createApp(parts: Parts): Express {
	const token = requireToken(parts.goodToken);
	const limited = (endpoint: string) => limitRate(parts.limit, endpoint, parts.retryAfter);

	const app = express();
	app.disable('x-powered-by').disable('etag');
	app.use(parts.calls.record);

	app.get('/v2/status/:request_id', noteRequestId, token, limited('/status'), answerStatus(parts));
	for (const [endpoint, kind] of Object.entries(SUBMIT_ENDPOINTS)) {
		const submit = submitTo(endpoint, kind, parts);
		app.post(`/v2${endpoint}`, token, limited(endpoint), express.json({ limit: '50mb' }), submit);
	}
	app.get('/files/:name', parts.files.serve);

	app.use((_req, res) => void res.status(404).json(refusal('notFound', '')));
	app.use(refuseUnreadable);
	return app;
}

const refuseUnreadable: ErrorRequestHandler = (error, _req, res, next) => {
	if (res.headersSent || typeof error.status !== 'number') next(error);
	else res.status(error.status).json(refusal('badRequest', ''));
};
