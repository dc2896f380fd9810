import type { IDataObject } from 'n8n-workflow';

import { type Endpoint, type Field, labelsOf } from './endpoints/endpoint';
import { additionalFields, webhookUrl } from './endpoints/fields';
import { MissingInput } from './invalidInput';
import { isEmpty, toObject, toTypeOf } from './values';

/** The value of a parameter for one item, e.g. by `getNodeParameter`; empty where it has none. */
export type ReadParameter = (name: string) => unknown;

function convert({ property, toBody, file }: Field, value: unknown): unknown {
	if (isEmpty(value)) return undefined;
	const label = property.displayName;
	const converted = toBody ? toBody(value, label) : toTypeOf(property, value, label);
	return file && typeof converted === 'string' ? converted.trim() : converted;
}

/** A collection of options, which an old or hand-made workflow may not have. */
function readOptions(read: ReadParameter): IDataObject {
	const options = read('options');
	return isEmpty(options) ? {} : toObject(options, 'Options');
}

function checkRequired({ required }: Endpoint, body: IDataObject): void {
	const missing = required.find(({ property }) => isEmpty(body[property.name]));
	if (!missing) return;
	const label = missing.property.displayName;
	throw new MissingInput(
		`'${label}' is empty`,
		`Bria needs it. Fill in '${label}', and check its expression if it has one.`,
	);
}

function checkOneOf(endpoint: Endpoint, body: IDataObject): void {
	const { oneOf } = endpoint;
	if (!oneOf || oneOf.some((names) => names.every((name) => !isEmpty(body[name])))) return;
	const labels = labelsOf(endpoint);
	const choices = oneOf.map((names) => names.map((name) => `'${labels.get(name)}'`).join(' and '));
	const [first, ...others] = choices;
	throw new MissingInput(
		`${first} is empty`,
		others.length > 0
			? `Bria needs it, or in its place under Options: ${others.join(', or ')}.`
			: 'Bria needs it. Fill it in, and check its expression if it has one.',
	);
}

/**
 * What Bria is sent for one item. Fields of the form are sent where they are filled in, options where
 * they were added. Files are as the user named them: `replaceFiles` puts them in.
 *
 * @throws InvalidInput that names the field where a value cannot be sent, or what Bria needs is missing
 */
export function buildBody(read: ReadParameter, endpoint: Endpoint): IDataObject {
	const { required, form = [], options = [] } = endpoint;
	const added = readOptions(read);
	const additional: IDataObject = isEmpty(added.additional_fields)
		? {}
		: { ...toObject(added.additional_fields, additionalFields.displayName) };

	const body: IDataObject = {};
	const set = (field: Field, value: unknown) => {
		const { name } = field.property;
		if (name in additional) return;
		const sent = convert(field, value);
		if (!isEmpty(sent)) body[name] = sent as IDataObject;
	};
	for (const field of [...required, ...form]) set(field, read(field.property.name));
	for (const field of options) set(field, added[field.property.name]);
	for (const [name, value] of Object.entries(additional)) if (value !== null) body[name] = value;

	checkRequired(endpoint, body);
	checkOneOf(endpoint, body);
	return body;
}

/**
 * What Bria is sent for one item of the resource Custom: the body as the user wrote it, and the
 * webhook URL where one was added.
 *
 * @throws InvalidInput where the body is no JSON object
 */
export function buildCustomBody(read: ReadParameter): IDataObject {
	const body = toObject(isEmpty(read('body')) ? {} : read('body'), 'Body (JSON)');
	const webhook = convert(webhookUrl, readOptions(read)[webhookUrl.property.name]);
	return webhook === undefined ? body : { ...body, webhook_url: webhook as string };
}
