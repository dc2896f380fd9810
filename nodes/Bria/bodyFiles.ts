import type { IDataObject } from 'n8n-workflow';

import { allFields, type Endpoint } from './endpoints/endpoint';
import { isEmpty } from './values';

/** A file as the user named it. */
export interface NamedFile {
	/** A URL, Base64, or the name of the input item's file field. */
	text: string;
	/** Bria takes images by URL or as Base64, videos and what may be either (`media`) by URL only. */
	kind: 'image' | 'video' | 'media';
	/** What the form calls it. */
	label: string;
}

/** A row of a field such as Products. */
const hasImage = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && 'image' in value;

/**
 * The body with every file as `toBria` gives it, one after the other.
 *
 * @param toBria what Bria is sent for a file: a URL, or the Base64 of an image
 */
export async function replaceFiles(
	body: IDataObject,
	endpoint: Endpoint,
	toBria: (file: NamedFile) => Promise<string>,
): Promise<IDataObject> {
	const replaced = { ...body };
	for (const { property, file: kind } of allFields(endpoint)) {
		if (!kind || isEmpty(body[property.name])) continue;
		const replace = async (value: unknown, label: string): Promise<unknown> => {
			if (typeof value === 'string') return await toBria({ text: value.trim(), kind, label });
			if (!hasImage(value)) return value;
			return { ...value, image: await replace(value.image, `${label}: Image`) };
		};
		const { name, displayName } = property;
		const files = body[name];
		if (!Array.isArray(files)) {
			replaced[name] = (await replace(files, displayName)) as IDataObject;
			continue;
		}
		const list: unknown[] = [];
		for (const [index, file] of files.entries()) {
			list.push(await replace(file, `${displayName} ${index + 1}`));
		}
		replaced[name] = list as IDataObject[];
	}
	return replaced;
}
