import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';

import { refusal, refusalOf } from './bodies';
import type { CallLog } from './callLog';
import { ENDPOINTS } from './endpoints';
import { limitRate, requireToken } from './gates';
import type { ResultFiles } from './resultFiles';
import type { RetryAfter, SlidingLimit } from './slidingLimit';
import { answerStatus, noteRequestId, type StatusContext } from './statusEndpoint';
import { takeFault, type SubmissionFaultScript } from './submissionFaults';
import { submitTo, type SubmitContext } from './submissions';
import { listModels, type TailoredModel } from './tailoredModels';
import { BUCKET_PATH, type VideoUploads } from './videoUpload';

/** The parts that the routes are put together from. */
export interface Parts extends StatusContext, SubmitContext {
	calls: CallLog;
	files: ResultFiles;
	limit: SlidingLimit;
	retryAfter: RetryAfter;
	submissionScript: SubmissionFaultScript;
	uploadScript: SubmissionFaultScript;
	uploads: VideoUploads;
	goodToken(): string;
	tailoredModels(): TailoredModel[];
}

/** Bria's API as an express application: what is where, and what is checked in which order. */
export function createApp(parts: Parts): Express {
	const token = requireToken(parts.goodToken);
	const limited = (endpoint: string) => limitRate(parts.limit, endpoint, parts.retryAfter);

	const app = express();
	app.disable('x-powered-by').disable('etag');
	app.use(parts.calls.record);

	app.get('/v2/status/:request_id', noteRequestId, token, limited('/status'), answerStatus(parts));
	const gates = (path: string) => [
		token,
		limited(path),
		takeFault(parts.submissionScript, path, parts.elsewhere),
	];
	const readJson = express.json({ limit: '50mb' });
	for (const endpoint of ENDPOINTS) {
		const { path } = endpoint;
		app.post(`/v2${path}`, gates(path), readJson, submitTo(endpoint, parts));
		app.all(`/v2${path}`, refuseMethod);
	}
	app.post('/v2/video/upload', gates('/video/upload'), parts.uploads.offer);
	app.get('/v1/tailored-gen/models', token, limited('/models'), listModels(parts.tailoredModels));
	app.get('/files/:name', parts.files.serve);

	app.use((_req, res) => void res.status(404).json(refusal('notFound', '')));
	app.use(refuseUnreadable);
	return app;
}

/** The bucket that uploads go to: another origin, which knows no token. */
export function createBucket({ calls, uploads, uploadScript, elsewhere }: Parts): Express {
	const app = express();
	app.disable('x-powered-by');
	app.use(calls.record);
	app.post(BUCKET_PATH, takeFault(uploadScript, BUCKET_PATH, elsewhere), uploads.receive);
	app.use(
		(_req, res) => void res.status(404).type('xml').send('<Error><Code>NoSuchKey</Code></Error>'),
	);
	return app;
}

const refuseMethod: RequestHandler = (_req, res) =>
	void res.status(405).json(refusalOf(405, 'Method not allowed'));

const refuseUnreadable: ErrorRequestHandler = (error, _req, res, next) => {
	const { status } = error;
	if (res.headersSent || typeof status !== 'number') next(error);
	else res.status(status).json(refusalOf(status, 'The request body could not be read.'));
};
