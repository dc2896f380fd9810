import {
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
	NodeHelpers,
} from 'n8n-workflow';

import type { ReadParameter } from '../../../nodes/Bria/body';
import { parameters } from '../../../nodes/Bria/parameters';
import { RESOURCES } from '../../../nodes/Bria/resources';

/** Every operation that has a form of its own. */
export const OPERATIONS = RESOURCES.flatMap(({ value: resource, endpoints }) =>
	endpoints.map((endpoint) => ({ resource, operation: endpoint.operation, endpoint })),
);

/** What the editor shows below Resource and Operation, decided by n8n itself. */
export function shown(resource: string, operation: string): INodeProperties[] {
	const values: INodeParameters = { resource, operation };
	return parameters.filter(
		(property) =>
			!['resource', 'operation'].includes(property.name) &&
			NodeHelpers.displayParameter(values, property, null, null),
	);
}

/** The parameters of a node as n8n's engine has them: with defaults, without what is not declared. */
export function readAs(
	resource: string,
	operation: string,
	given: IDataObject = {},
): ReadParameter {
	const values = NodeHelpers.getNodeParameters(
		parameters,
		{ resource, operation, ...given } as INodeParameters,
		true,
		false,
		{ typeVersion: 1 } as INode,
		{ properties: parameters } as INodeTypeDescription,
	);
	return (name) => values?.[name];
}
