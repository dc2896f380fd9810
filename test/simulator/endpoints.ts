import facts from '../facts/bria-v2-endpoints.json';
import type { JobKind } from './kinds';

/** A JSON schema, as far as the simulator looks into one. */
export interface Schema {
	type?: string;
	properties?: Record<string, Schema>;
	required?: string[];
	additionalProperties?: boolean;
	items?: Schema;
	enum?: unknown[];
	[keyword: string]: unknown;
}

/** An endpoint that takes requests. */
export interface Endpoint {
	/** Below `/v2`, e.g. `/image/generate`. */
	path: string;
	kind: JobKind;
	request: Schema;
}

const text: Schema = { type: 'string' };
const url: Schema = { type: 'string', format: 'uri' };
const image: Schema = {
	type: 'object',
	properties: { image: text, webhook_url: url, sync: { type: 'boolean' } },
	required: ['image'],
};

/** A request of ads: exactly one picture, and no field that is not known. */
function ad(fields: Record<string, Schema>, required: string[] = []): Schema {
	const attachments: Schema = { type: 'array', items: text, minItems: 1, maxItems: 1 };
	return {
		type: 'object',
		properties: {
			...{ attachments, prompt: text, webhook_url: url, sync: { type: 'boolean' } },
			...fields,
		},
		required: ['attachments', ...required],
		additionalProperties: false,
	};
}

const layers = ad({
	thinking_effort: { type: 'string', enum: ['minimal', 'low', 'medium', 'high'] },
	output_format: { type: 'string', enum: ['json', 'html'] },
});

const pixels: Schema = { type: 'integer', minimum: 1 };
const sizes: Schema = {
	type: 'array',
	minItems: 1,
	maxItems: 10,
	items: {
		type: 'object',
		properties: { name: { type: 'string', minLength: 1 }, width: pixels, height: pixels },
		required: ['name', 'width', 'height'],
		additionalProperties: false,
	},
};

/** Endpoints that are not in Bria's OpenAPI files; their fields as Bria's agent skills have them. */
const UNLISTED: Endpoint[] = [
	{ path: '/ads/resize', kind: 'resized_ads', request: ad({ formats: sizes }, ['formats']) },
	{ path: '/ads/image_to_layers', kind: 'layers', request: layers },
	{ path: '/ads/extract_objects', kind: 'layers', request: layers },
	{ path: '/ads/image_to_template', kind: 'layers', request: layers },
	{ path: '/image/segment/all_masks', kind: 'masks', request: image },
	{ path: '/image/edit/product_dimensions', kind: 'dimensions', request: image },
];

const listed = facts.endpoints as unknown as Array<{
	path: string;
	request: Schema;
	synchronousAnswer: object | null;
}>;

/** Every endpoint that takes requests. */
export const ENDPOINTS: readonly Endpoint[] = [
	...listed.map(({ path, request, synchronousAnswer }) => ({
		path: `/${path}`,
		kind: kindOf(path, Object.keys(synchronousAnswer ?? {})),
		request,
	})),
	...UNLISTED,
];

function kindOf(path: string, answer: string[]): JobKind {
	if (path.includes('/attribution/')) return 'attribution';
	if (path.startsWith('video/segment/')) return 'mask_video';
	if (path.startsWith('video/')) return 'video';
	if (path.startsWith('structured_prompt/')) return 'structured_prompt';
	if (path.startsWith('structured_instruction/')) return 'structured_instruction';
	return answer.includes('result.structured_instruction') ? 'edited_image' : 'image';
}
