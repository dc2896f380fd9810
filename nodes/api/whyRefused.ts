import type { IDataObject } from 'n8n-workflow';

import { quote } from './callFailure';
import type { JobRequest } from './jobRequest';
import { isPrivateAddress } from './privateAddress';
import * as failures from './submissionFailures';
import type { SubmissionFailure } from './submissionFailures';

/** Bria's kinds of moderation. Where it does not name the field, the first whose words it says counts. */
const MODERATIONS = [
	{ field: 'visual_output_content_moderation', name: 'output image', said: /output/i },
	{ field: 'prompt_content_moderation', name: 'prompt', said: /prompt|text|instruction/i },
	{ field: 'visual_input_content_moderation', name: 'input image', said: /input|image|visual/i },
];

/** What the form calls the fields that Bria names. Longer names come first: a negative prompt is no prompt. */
function fieldsIn(said: string, labels: JobRequest['labels']): string[] {
	let rest = said;
	const named = new Set<string>();
	for (const name of [...labels.keys()].sort((a, b) => b.length - a.length)) {
		const words = new RegExp(`(?<![\\w-])${name.replaceAll('_', '[ _]')}(?![\\w-])`, 'gi');
		if (words.test(rest)) named.add(name);
		rest = rest.replace(words, '');
	}
	return [...labels].filter(([name]) => named.has(name)).map(([, label]) => label);
}

function urlsIn(value: unknown): string[] {
	if (typeof value === 'string') return /^https?:\/\//i.test(value) ? [value] : [];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(urlsIn) : [];
}

/** What Bria fetches for a job: not the webhook URL, which it calls. */
const urlsToFetch = ({ body }: JobRequest): string[] => urlsIn({ ...body, webhook_url: undefined });

/** Bria refused the content. "Must be" is said of a wrong value of a field that sets moderation up. */
const isByModeration = (said: string) =>
	/moderat(ion|ed|or)|content polic|nsfw|inappropriate/i.test(said) && !/must be/i.test(said);

/** Bria's `code` is a number or a word. */
function withCodeWord({ error }: IDataObject, said: string): string {
	const { code = '' } = Object(error) as IDataObject;
	return typeof code === 'object' ? said : `${code} ${said}`;
}

/** A refusal that is neither about the address of the endpoint nor about a file. */
function whyInvalid(
	code: number,
	job: JobRequest,
	body: IDataObject = {},
	said = '',
): SubmissionFailure {
	const { labels } = job;
	const about = withCodeWord(body, said);
	if (isByModeration(about)) {
		const which =
			MODERATIONS.find(({ field }) => about.includes(field)) ??
			MODERATIONS.find((moderation) => moderation.said.test(about));
		const setting = which && labels.get(which.field);
		return failures.moderated(code, which?.name ?? 'content', setting, said);
	}
	const fields = fieldsIn(said, labels);
	return fields.length > 0 || code === 400 || code === 422
		? failures.invalidValues(code, fields, said)
		: failures.refused(code, said);
}

const mediumOf = ({ path, labels, isCustom }: JobRequest): failures.Medium =>
	labels.has('video') || (isCustom && path.startsWith('video/')) ? 'video' : 'image';

/** What a job names beyond the endpoint, each as "whether ..." that the user can check. */
function whatMayBeMissing({ body, labels }: JobRequest, urls: string[]): string[] {
	const named = urls.map((url) => `whether "${quote(url)}" can be opened over the internet`);
	if (body.tailored_model_id === undefined) return named;
	const model = labels.get('tailored_model_id') ?? 'tailored_model_id';
	return [...named, `whether '${model}' is a model of the credential's organization`];
}

/**
 * Bria's reason to refuse a job, as the user can put it right.
 *
 * @param code the HTTP status: 4xx, but none that is about the token, the plan or a limit
 * @param said Bria's words
 */
export function whyRefused(
	code: number,
	job: JobRequest,
	body?: IDataObject,
	said?: string,
): SubmissionFailure {
	const urls = urlsToFetch(job);
	const medium = mediumOf(job);
	if (code === 404 || code === 405) {
		const named = code === 404 ? whatMayBeMissing(job, urls) : [];
		if (named.length > 0) return failures.notFound(named, job.isCustom, said);
		return failures.unknownEndpoint(code, job.path, job.isCustom, said);
	}
	if (code === 413) return failures.tooLarge(medium, said);
	if (code === 415) return failures.wrongFileType(medium, said);
	if (code === 460) {
		return failures.notFetched(medium, urls.filter(isPrivateAddress), said);
	}
	return whyInvalid(code, job, body, said);
}
