import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** One field of a request to Bria. */
export interface Field {
	/** How the form shows it. Its `name` is Bria's own. */
	property: INodeProperties;
	/**
	 * It takes a file, or each of its rows does in a field `image`. Bria takes images by URL or as
	 * Base64, videos by URL only, and by URL what may be either (`media`).
	 */
	file?: 'image' | 'video' | 'media';
	/**
	 * From the parameter's value to what Bria is sent, where the parameter's type does not say enough.
	 *
	 * @param label the field's name in the form, for errors
	 * @throws InvalidInput where the value cannot be sent
	 */
	toBody?: (value: unknown, label: string) => unknown;
}

/** One endpoint of Bria that starts a job. */
export interface Endpoint {
	/** Below the Base URL. */
	path: string;
	/** The value of the Operation parameter. Saved workflows hold it. */
	operation: string;
	name: string;
	/** How the nodes panel lists it. */
	action: string;
	description: string;
	/** In the form, and Bria refuses a job without it. */
	required: Field[];
	/** In the form, and may be left empty. */
	form?: Field[];
	/** Under Options, in the order people need them. */
	options?: Field[];
	/** Bria wants at least one of these sets of fields, which its schema does not tell. */
	oneOf?: string[][];
}

/** Every field that the endpoint takes, from the top of the form to the last of the options. */
export function allFields({ required, form = [], options = [] }: Endpoint): Field[] {
	return [...required, ...form, ...options];
}

/** What the form calls each field, by Bria's name for it. */
export function labelsOf(endpoint: Endpoint): Map<string, string> {
	return new Map(allFields(endpoint).map(({ property }) => [property.name, property.displayName]));
}

/** A field that differs from another in how the form shows it. */
export function adapt(field: Field, property: Partial<INodeProperties>): Field {
	return { ...field, property: { ...field.property, ...property } as INodeProperties };
}

/**
 * The values of a list, in the order in which people look for them.
 *
 * @param values what Bria calls it, how people call it, and what it is for
 */
export function values(
	...values: Array<readonly [value: string | number, name: string, description?: string]>
): INodePropertyOptions[] {
	return values.map(([value, name, description]) => ({
		name,
		value,
		...(description && { description }),
	}));
}
