import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';

import { ENDPOINTS, type Endpoint, type Schema } from './endpoints';

/** Says what is wrong with a body, naming the field; `undefined` for a good one. */
export type Validate = (endpoint: Endpoint, body: unknown) => string | undefined;

/**
 * Checks bodies against Bria's schemas. Fields that a schema lacks pass, except where it says
 * otherwise.
 * @param openLists any value of the right type is good where Bria lists values
 */
export function validator(openLists: boolean): Validate {
	const ajv = new Ajv({ strict: false, useDefaults: false });
	ajv.addFormat('uri', (text) => URL.canParse(text)).addFormat('float', true);
	const compiled = new Map<Endpoint, ValidateFunction>();

	return (endpoint, body) => {
		const check = compiled.get(endpoint) ?? ajv.compile(schemaOf(endpoint, openLists));
		compiled.set(endpoint, check);
		return check(body) ? undefined : describe(check.errors?.[0]);
	};
}

/** Whether an endpoint knows a field. */
export function knows({ request }: Endpoint, field: string): boolean {
	return field in (request.properties ?? {});
}

/** The endpoint of a path below `/v2`. */
export function endpointOf(path: string): Endpoint | undefined {
	return ENDPOINTS.find((endpoint) => endpoint.path === path);
}

function schemaOf({ request }: Endpoint, openLists: boolean): Schema {
	// Bria takes free text for `style` as well.
	const isOpen = (field: string) => openLists || field === 'style';
	return JSON.parse(JSON.stringify(request), function (this: Schema, key, value) {
		if (key !== 'properties') return value;
		for (const [field, schema] of Object.entries(value as Record<string, Schema>))
			if (isOpen(field)) delete schema.enum;
		return value;
	});
}

function describe(error: ErrorObject | undefined): string {
	if (!error) return 'The body is not valid';
	const { instancePath, keyword, params, message = 'is not valid' } = error;
	const path = instancePath.slice(1).replaceAll('/', '.');
	const within = (field: string) => (path ? `${path}.${field}` : field);
	if (keyword === 'required') return `${within(params.missingProperty)}: field required`;
	if (keyword === 'additionalProperties')
		return `${within(params.additionalProperty)}: extra fields are not permitted`;
	const values = keyword === 'enum' ? `: ${params.allowedValues.join(', ')}` : '';
	return `${path || 'body'}: ${message}${values}`;
}
