import { randomUUID } from 'node:crypto';

import type { Request, Response } from 'express';

import { refusalOf, withoutStatus, type Body, type JobKind } from './bodies';
import { callOf } from './callLog';
import type { Endpoint } from './endpoints';
import { refuseInputs, type Fetchable, type Refusal } from './inputs';
import { asObject, type JobOptions, type Jobs } from './jobs';
import { isModerated, steeredByBody } from './steering';
import { faultAt } from './submissionFaults';
import { knows, type Validate } from './validation';

/** A request that was just submitted. */
export interface Submission {
	kind: JobKind;
	/** Below `/v2`, e.g. `/image/generate`. */
	endpoint: string;
	body: Record<string, unknown>;
}

/** A job that was made, which Bria would bill. */
export interface AcceptedJob extends Submission {
	requestId: string;
	/** Milliseconds of `performance.now()`. */
	at: number;
	/**
	 * The right answer was handed to the network whole. `false`: a fault took its place, be it a
	 * slow or late one, or the client had gone, so that the client may not know of the job.
	 */
	told: boolean;
}

/** Says how a submitted request goes on; where it returns nothing, `steeredByBody` does. */
export type OnSubmit = (submission: Submission) => JobOptions | void;

/** What a submission needs of the simulator. */
export interface SubmitContext {
	addJob(options: JobOptions): string;
	jobs: Jobs;
	accepted: AcceptedJob[];
	validate: Validate;
	fetchable: Fetchable;
	elsewhere: string;
	onSubmit?: OnSubmit;
	/** Absolute, for the `status_url` of the answer. */
	statusUrl(requestId: string): string;
}

const WARNING = 'The request may concern protected intellectual property.';

/** Express handler of one endpoint: 202 with where to ask, or 200 with the result for `sync: true`. */
export function submitTo(endpoint: Endpoint, context: SubmitContext) {
	return async (req: Request, res: Response): Promise<void> => {
		const { elsewhere } = context;
		const answerId = randomUUID().replaceAll('-', '');
		const refusedByFault = faultAt('refused', res);
		if (refusedByFault) {
			await refusedByFault({ res, requestId: answerId, body: { request_id: answerId }, elsewhere });
			return;
		}
		const refusal = refuse(endpoint, req, context);
		if (refusal) {
			const { statusCode, message } = refusal;
			res.status(statusCode).json(refusalOf(statusCode, message, answerId));
			return;
		}
		const job = accept(endpoint, req.body, context);
		callOf(res).requestId = job.requestId;
		const { statusCode, body } = answerTo(job, endpoint, context);
		res.status(statusCode);
		const lost = faultAt('accepted', res);
		if (lost) {
			await lost({ res, requestId: job.requestId, body, elsewhere });
			return;
		}
		res.once('close', () => (job.told = res.writableFinished));
		res.json(body);
	};
}

function refuse(endpoint: Endpoint, req: Request, context: SubmitContext): Refusal | undefined {
	if (req.body === undefined && Number(req.headers['content-length']) > 0)
		return { statusCode: 415, message: 'The body must be JSON' };
	const body: unknown = req.body;
	if (!isObject(body))
		return { statusCode: 400, message: 'The request body is not a JSON object.' };
	const message = context.validate(endpoint, body);
	if (message) return { statusCode: 422, message };
	if (endpoint.path === '/ads/resize' && body.sync === true)
		return { statusCode: 400, message: 'sync: must be false' };
	if (knows(endpoint, 'prompt_content_moderation') && isModerated(body))
		return { statusCode: 422, message: 'The prompt was refused by prompt content moderation.' };
	return refuseInputs(endpoint, body, context.fetchable);
}

function accept(endpoint: Endpoint, body: Body, context: SubmitContext): AcceptedJob {
	const { kind, path } = endpoint;
	const submission: Submission = { kind, endpoint: path, body };
	const requestId = context.addJob({
		kind,
		...submittedDetails(endpoint, body),
		...(context.onSubmit?.(submission) ?? steeredByBody(kind, body)),
	});
	const job = { ...submission, requestId, at: performance.now(), told: false };
	context.accepted.push(job);
	return job;
}

function answerTo(job: AcceptedJob, endpoint: Endpoint, { jobs, statusUrl }: SubmitContext) {
	const { requestId, body } = job;
	const warning =
		body.ip_signal === true && knows(endpoint, 'ip_signal') ? { warning: WARNING } : {};
	if (body.sync !== true || !knows(endpoint, 'sync')) {
		const answer = { request_id: requestId, status_url: statusUrl(requestId), ...warning };
		return { statusCode: 202, body: answer };
	}
	jobs.finish(requestId);
	const result = withoutStatus(asObject(jobs.peek(requestId)?.body ?? {}));
	return { statusCode: 200, body: { ...result, ...warning } };
}

function submittedDetails(endpoint: Endpoint, body: Body): JobOptions {
	const { prompt, seed, webhook_url: webhookUrl, formats } = body;
	const details: JobOptions = {};
	if (typeof prompt === 'string') details.prompt = prompt;
	if (typeof seed === 'number') details.seed = seed;
	if (Array.isArray(formats)) details.formats = formats;
	if (typeof webhookUrl === 'string' && knows(endpoint, 'webhook_url'))
		details.webhookUrl = webhookUrl;
	return details;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
