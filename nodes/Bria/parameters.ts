import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { includeInputFields } from '../results/outputParameters';
import { type Endpoint, type Field, values } from './endpoints/endpoint';
import { additionalFields, webhookUrl } from './endpoints/fields';
import { CUSTOM, type Resource, RESOURCES } from './resources';

/** The form of the node Bria, made from the table of endpoints. */

function optionsOf(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options,
	};
}

function fieldsOf(endpoint: Endpoint): INodeProperties[] {
	const required = (field: Field): INodeProperties => ({ ...field.property, required: true });
	return [
		...endpoint.required.map(required),
		...(endpoint.form ?? []).map(({ property }) => property),
	];
}

function endpointOptions({ options = [] }: Endpoint): INodeProperties[] {
	const offered = options.map(({ property }) => property);
	return [optionsOf([...offered, includeInputFields, additionalFields])];
}

/** What several operations have in common is in the description once: n8n loads it with every page. */
function forOperations(
	{ value, endpoints }: Resource,
	propertiesOf: (endpoint: Endpoint) => INodeProperties[],
): INodeProperties[] {
	const operations = new Map<string, string[]>();
	for (const endpoint of endpoints) {
		const properties = JSON.stringify(propertiesOf(endpoint));
		operations.set(properties, [...(operations.get(properties) ?? []), endpoint.operation]);
	}
	return [...operations].flatMap(([properties, operation]) =>
		(JSON.parse(properties) as INodeProperties[]).map((property) => ({
			...property,
			displayOptions: { show: { resource: [value], operation } },
		})),
	);
}

function operationOf(resource: string, operations: INodePropertyOptions[]): INodeProperties {
	const first = operations[0]?.value ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations,
		default: first,
	};
}

function endpointOperations({ value, endpoints }: Resource): INodeProperties {
	const operations = endpoints.map(({ operation, name, action, description }) => ({
		name,
		value: operation,
		action,
		description,
	}));
	return operationOf(value, operations);
}

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: values(
		...RESOURCES.map(({ value, name, description }) => [value, name, description] as const),
		[CUSTOM, 'Custom', 'Any other endpoint of Bria that starts a job'],
	),
	default: 'image',
};

const forCustom = { show: { resource: [CUSTOM] } };

const custom: INodeProperties[] = [
	operationOf(CUSTOM, [
		{
			name: 'Submit',
			value: 'submit',
			action: 'Submit job to any endpoint',
			description: 'Start a job at an endpoint that has no operation here',
		},
	]),
	{
		displayName: 'Endpoint',
		name: 'endpoint',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. /v2/ads/resize',
		description: 'The address of the endpoint as Bria documents it, whole or from /v2 on',
		displayOptions: forCustom,
	},
	{
		displayName: 'Body (JSON)',
		name: 'body',
		type: 'json',
		required: true,
		default: '{}',
		description:
			'What Bria is sent, as it is. Files are not put in: give images by URL or as Base64, videos by URL.',
		displayOptions: forCustom,
	},
	{
		...optionsOf([webhookUrl.property, includeInputFields]),
		displayOptions: forCustom,
	},
];

/** The names are part of saved workflows and cannot change. */
export const parameters: INodeProperties[] = [
	resource,
	...RESOURCES.map(endpointOperations),
	...RESOURCES.flatMap((each) => forOperations(each, fieldsOf)),
	...RESOURCES.flatMap((each) => forOperations(each, endpointOptions)),
	...custom,
];
