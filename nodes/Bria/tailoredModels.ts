import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { briaErrorText } from '../api/errorText';
import { withWords } from '../api/callFailure';
import { readCredential } from '../api/credential';
import { isTransient, send } from '../api/httpRequest';
import { operationError } from '../api/nodeError';
import { parseJson } from '../api/parseJson';
import { TokenRedactor } from '../api/tokenRedactor';

const TIMEOUT_MS = 30_000;

/** One of Bria's V1 endpoints, which are beside those below the Base URL. */
const addressOf = (baseUrl: string) => baseUrl.replace(/\/v2$/, '/v1/tailored-gen/models');

/** Of a model that can be used. */
const USABLE = 'completed';

const asText = (value: unknown) =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** The list, or the field that holds it. */
function readModels(body: unknown): IDataObject[] | undefined {
	const list = Array.isArray(body) ? body : Object.values(Object(body)).find(Array.isArray);
	return list?.filter((model: unknown) => asText((model as IDataObject | null)?.id) !== '');
}

const isFinished = (status: unknown) => ['', USABLE].includes(asText(status).toLowerCase());

/** A model that is still being trained says so. */
function toListItem({ id, name, status }: IDataObject): INodeListSearchItems {
	const label = asText(name) || asText(id);
	return { name: isFinished(status) ? label : `${label} (${asText(status)})`, value: asText(id) };
}

/** The models that fit what the user typed, those that can be used first. */
function toList(models: IDataObject[], filter: string): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	const usableFirst = [
		...models.filter(({ status }) => isFinished(status)),
		...models.filter(({ status }) => !isFinished(status)),
	];
	return usableFirst
		.map(toListItem)
		.filter(({ name, value }) => `${name}\n${value}`.toLowerCase().includes(wanted));
}

/**
 * The organization's tailored models, for the list in the form.
 *
 * @param filter what the user typed: a part of the name or the ID
 * @throws NodeOperationError that says why there is no list
 */
export async function searchTailoredModels(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const { apiToken, baseUrl } = await readCredential(this);
	const url = addressOf(baseUrl);
	const { signal } = new AbortController();
	const answer = await send(this, { method: 'GET', url }, TIMEOUT_MS, signal);
	const redactor = new TokenRedactor(apiToken);
	const fail = (why: string, description: string) =>
		operationError(
			this.getNode(),
			redactor.redact(`The tailored models cannot be listed: ${why}`),
			{ description: redactor.redact(description) },
		);

	if (answer.statusCode === undefined) {
		throw fail('no answer arrived', `${answer.what}. ${answer.advice}`);
	}
	const { statusCode, text } = answer;
	const body = redactor.redact(parseJson(text));
	if (statusCode < 200 || statusCode > 299) {
		const said = briaErrorText(body);
		const advice = isTransient(statusCode)
			? 'Open the list again in a minute.'
			: 'Check the Bria API credential, and whether your plan covers tailored models.';
		throw fail(
			`HTTP ${statusCode}`,
			withWords(`${advice} Or choose 'By ID' and enter the model's ID.`, said),
		);
	}
	const models = readModels(body);
	if (!models) throw fail('the answer makes no sense', "Choose 'By ID' and enter the model's ID.");
	return { results: toList(models, filter) };
}
