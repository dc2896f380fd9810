import { completed, finished, withoutStatus, type Body } from './bodies';
import type { JobOptions } from './jobs';

/** What an ending says of a request; goes into `addJob` or `finish`. */
export type ReadyEnding = Pick<JobOptions, 'status' | 'body' | 'statusCode'>;

/** The answers of Bria that are not the usual ones, each as a job's ending: `addJob(endings.failed())`. */
export const endings = {
	/** `{error, request_id}`: read as ERROR. */
	errorWithoutStatus: (): ReadyEnding => made((id) => withoutStatus(failure(id))),

	/** `{error: {message}}` and nothing else. */
	messageOnly: (message = 'Pipeline exploded'): ReadyEnding => ({ body: { error: { message } } }),

	/** `{result, request_id}`, as `sync: true` has it: read as COMPLETED. */
	resultWithoutStatus: (): ReadyEnding =>
		made((id, url) => withoutStatus(completed('image', id, { url }))),

	/** `{request_id, status_url}`, as a submission is answered: read as IN_PROGRESS. */
	statusUrlWithoutStatus: (): ReadyEnding =>
		made((id) => ({
			request_id: id,
			status_url: `https://engine.prod.bria-api.com/v2/status/${id}`,
		})),

	/** `{request_id}` alone: read as UNKNOWN. */
	requestIdOnly: (): ReadyEnding => made((id) => ({ request_id: id })),

	/** A JSON object that says nothing: none of Bria's answers. */
	someObject: (): ReadyEnding => ({ body: { hello: 'world' } }),

	/** FAILED, as some of Bria's files call ERROR. */
	failed: (): ReadyEnding => ({ status: 'FAILED' }),

	/** An unknown request; Bria's sources say 404 here and 200 there. */
	notFound: (statusCode: 200 | 404 = 404): ReadyEnding => ({
		statusCode,
		body: { status: 'NOT_FOUND' },
	}),

	/** ERROR whose code is a word. */
	errorWord: (code = 'VALIDATION_ERROR'): ReadyEnding =>
		made((id) => ({
			...failure(id),
			error: { code, message: 'The image is too small', details: { minimum: 256 } },
		})),

	/** COMPLETED with `result: {}`. */
	emptyResult: (): ReadyEnding => made((id) => ({ ...completed('image', id), result: {} })),

	/** COMPLETED with `result: null`. */
	nullResult: (): ReadyEnding => made((id) => ({ ...completed('image', id), result: null })),

	/** COMPLETED with `image_url: null`. */
	nullUrl: (): ReadyEnding =>
		made((id) => ({ ...completed('image', id), result: { image_url: null, seed: 1 } })),

	/** COMPLETED with a `warning`. */
	warning: (warning = 'The prompt may name a protected work.'): ReadyEnding =>
		made((id, url) => ({ ...completed('image', id, { url }), warning })),

	/**
	 * COMPLETED whose seed, and a request ID that has digits only, are bare numbers in the JSON.
	 * @param seed digits, by default beyond 2^53
	 */
	largeNumbers: (seed = '9007199254740993'): ReadyEnding =>
		made((id, url) => {
			const bareId = /^[1-9]\d*$/.test(id) ? id : JSON.stringify(id);
			const result = `{"image_url":${JSON.stringify(url)},"seed":${seed}}`;
			return `{"status":"COMPLETED","result":${result},"request_id":${bareId}}`;
		}),

	/** COMPLETED with a byte-order mark before the JSON. */
	byteOrderMark: (): ReadyEnding =>
		made((id, url) => `\uFEFF${JSON.stringify(completed('image', id, { url }))}`),
};

function made(body: (requestId: string, url: string) => object | string): ReadyEnding {
	return { body };
}

function failure(requestId: string): Body {
	return finished('ERROR', 'image', requestId);
}
