import { randomUUID } from 'node:crypto';

import type { Request, Response } from 'express';

import { refusal, withoutStatus, type JobKind } from './bodies';
import { callOf } from './callLog';
import { asObject, type JobOptions, type Jobs } from './jobs';
import { steeredByBody } from './steering';

/** The endpoints that take requests, below `/v2`. */
export const SUBMIT_ENDPOINTS: Readonly<Record<string, JobKind>> = {
	'/image/generate': 'image',
	'/structured_prompt/generate': 'structured_prompt',
	'/video/edit/increase_resolution': 'video',
};

/** A request that was just submitted. */
export interface Submission {
	kind: JobKind;
	/** Below `/v2`, e.g. `/image/generate`. */
	endpoint: string;
	body: Record<string, unknown>;
}

/** Says how a submitted request goes on; where it returns nothing, `steeredByBody` does. */
export type OnSubmit = (submission: Submission) => JobOptions | void;

/** What a submission needs of the simulator. */
export interface SubmitContext {
	addJob(options: JobOptions): string;
	jobs: Jobs;
	onSubmit?: OnSubmit;
	/** Absolute, for the `status_url` of the answer. */
	statusUrl(requestId: string): string;
}

/** Express handler of one endpoint: 202 with where to ask, or 200 with the result for `sync: true`. */
export function submitTo(endpoint: string, kind: JobKind, context: SubmitContext) {
	return (req: Request, res: Response): void => {
		const body: unknown = req.body;
		if (!isObject(body)) {
			res.status(400).json(refusal('badRequest', randomUUID().replaceAll('-', '')));
			return;
		}
		const requestId = context.addJob({
			kind,
			...submittedDetails(body),
			...(context.onSubmit?.({ kind, endpoint, body }) ?? steeredByBody(kind, body)),
		});
		callOf(res).requestId = requestId;

		if (body.sync === true) {
			context.jobs.finish(requestId);
			res.json(withoutStatus(asObject(context.jobs.peek(requestId)?.body ?? {})));
		} else {
			res.status(202).json({ request_id: requestId, status_url: context.statusUrl(requestId) });
		}
	};
}

function submittedDetails({ prompt, seed }: Record<string, unknown>): JobOptions {
	const details: JobOptions = {};
	if (typeof prompt === 'string') details.prompt = prompt;
	if (typeof seed === 'number') details.seed = seed;
	return details;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
