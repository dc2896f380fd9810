import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodePropertyOptions } from 'n8n-workflow';

import { buildBody } from '../../../nodes/Bria/body';
import { allFields, type Field } from '../../../nodes/Bria/endpoints/endpoint';
import { OPERATIONS, readAs } from './readForm';

interface Schema {
	type: string | string[];
	enum?: unknown[];
	default?: unknown;
	minimum?: number;
	maximum?: number;
	items?: Schema;
	required?: string[];
	properties?: Record<string, Schema>;
}

/** Bria's own OpenAPI files, without their prose. */
const facts: Array<{ path: string; request: Schema }> = JSON.parse(
	readFileSync(path.join(__dirname, '../../facts/bria-v2-endpoints.json'), 'utf8'),
).endpoints;

/** Fields of Bria's that no form has, and why. */
const NOT_OFFERED: Record<string, string> = {
	sync: 'an answer that holds the connection open can be lost, and the job with it',
};

/** Lists that offer values which the schema does not list. */
const OFFERED_BESIDES: Record<string, string> = {
	'image/edit/increase_resolution desired_increase': 'the values are in the prose of the schema',
	'image/edit/expand aspect_ratio': 'the values are in the prose of the schema',
};

const table = OPERATIONS.map(({ resource, operation, endpoint }) => ({
	path: endpoint.path,
	resource,
	operation,
	endpoint,
	request: facts.find((fact) => fact.path === endpoint.path)?.request ?? { type: 'object' },
}));

/** A value that a user could fill in where the form has no default. */
function example({ property }: Field): unknown {
	if (property.name === 'products')
		return { product: [{ image: 'data', x: 1, y: 2, width: 3, height: 4 }] };
	if (property.name === 'key_points') return { point: [{ x: 1, y: 2, type: 'negative' }] };
	if (property.type === 'resourceLocator') return { __rl: true, mode: 'id', value: '7' };
	if (property.name.includes('structured')) return '{"subject": "a bicycle"}';
	if (['original_image_size', 'original_image_location'].includes(property.name)) return '10, 20';
	return property.default !== '' ? property.default : 'a value';
}

/** The body where everything is filled in, with the form's defaults where it has any. */
function fullBody({ resource, operation, endpoint }: (typeof table)[number]) {
	const fill = (fields: Field[] = []) =>
		Object.fromEntries(fields.map((field) => [field.property.name, example(field) as string]));
	const read = readAs(resource, operation, {
		...fill([...endpoint.required, ...(endpoint.form ?? [])]),
		options: fill(endpoint.options),
	});
	return buildBody(read, endpoint);
}

const typeName = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

function expectType(value: unknown, schema: Schema): void {
	const allowed = [schema.type].flat().map((type) => (type === 'integer' ? 'number' : type));
	expect(allowed).toContain(typeName(value));
	if (Array.isArray(value)) value.forEach((element) => expectType(element, schema.items as Schema));
	if (schema.properties && typeName(value) === 'object') {
		expect(Object.keys(value as object).sort()).toEqual(Object.keys(schema.properties).sort());
		for (const [name, inner] of Object.entries(schema.properties)) {
			expectType((value as Record<string, unknown>)[name], inner);
		}
	}
}

describe('The table of endpoints is what Bria documents', () => {
	it('has every endpoint once, and none that Bria does not have', () => {
		expect(table.map((row) => row.path).sort()).toEqual(facts.map((fact) => fact.path).sort());
	});

	it.each(table)('$path: every field, and no other', ({ endpoint, request }) => {
		const offered = allFields(endpoint).map(({ property }) => property.name);
		const documented = Object.keys(request.properties ?? {});
		expect(offered.sort()).toEqual(documented.filter((name) => !NOT_OFFERED[name]).sort());
	});

	it.each(table)('$path: what Bria needs is required', ({ endpoint, request }) => {
		const required = endpoint.required.map(({ property }) => property.name);
		expect(required.sort()).toEqual([...(request.required ?? [])].sort());
	});

	it.each(table)('$path: offered values', ({ endpoint, request }) => {
		for (const { property } of allFields(endpoint)) {
			if (OFFERED_BESIDES[`${endpoint.path} ${property.name}`]) continue;
			const values = (property.options as INodePropertyOptions[] | undefined)?.map(
				({ value }) => value,
			);
			const offered = property.type === 'options' ? values : undefined;
			const { enum: documented } = request.properties?.[property.name] ?? {};
			expect({ [property.name]: offered?.sort() }).toEqual({ [property.name]: documented?.sort() });
		}
	});

	it.each(table)('$path: limits', ({ endpoint, request }) => {
		for (const { property } of allFields(endpoint)) {
			const { minimum, maximum } = request.properties?.[property.name] ?? {};
			const { minValue, maxValue } = property.typeOptions ?? {};
			expect([property.name, minValue, maxValue]).toEqual([property.name, minimum, maximum]);
		}
	});

	it.each(table)("$path: the form's defaults are Bria's", (row) => {
		const body = fullBody(row);
		for (const [name, { default: documented }] of Object.entries(row.request.properties ?? {})) {
			if (documented === undefined || NOT_OFFERED[name]) continue;
			expect({ [name]: body[name] }).toEqual({ [name]: documented });
		}
	});

	it.each(table)('$path: what is sent has the documented types', (row) => {
		const body = fullBody(row);
		expect(Object.keys(body)).toHaveLength(allFields(row.endpoint).length);
		for (const [name, value] of Object.entries(body)) {
			expectType(value, row.request.properties?.[name] as Schema);
		}
	});

	it('has no difference to Bria that is not there any more', () => {
		const documented = (name: string) => facts.some(({ request }) => request.properties?.[name]);
		expect(Object.keys(NOT_OFFERED).filter((name) => !documented(name))).toEqual([]);
		const fields = table.flatMap(({ path, endpoint }) =>
			allFields(endpoint).map(({ property }) => `${path} ${property.name}`),
		);
		expect(Object.keys(OFFERED_BESIDES).filter((field) => !fields.includes(field))).toEqual([]);
	});
});

describe('Fields that take files', () => {
	const PICTURES = /^(image|images|mask|ref_images|scene|products|video|background_url)$/;

	it.each(table)('$path: are marked, with images and videos told apart', ({ path, endpoint }) => {
		for (const { property, file } of allFields(endpoint)) {
			const { name } = property;
			const isVideo = name === 'video' || path === 'video/edit/erase';
			const kind = name === 'background_url' ? 'media' : isVideo ? 'video' : 'image';
			expect([name, file]).toEqual([name, PICTURES.test(name) ? kind : undefined]);
		}
	});
});
