import { InvalidInput, MissingInput } from './invalidInput';

const EXAMPLE = "'Endpoint' looks like /v2/ads/resize, or like the whole address.";

const refuse = (text: string, why: string, details = EXAMPLE): InvalidInput =>
	new InvalidInput(`The endpoint "${text.slice(0, 200)}" ${why}`, details);

/** What follows the credential's Base URL, or the same server's /v2. */
function fromUrl(text: string, url: URL, base: URL): string {
	if (url.origin !== base.origin || url.username || url.password) {
		throw refuse(
			text,
			'is on another server than the credential',
			`The API token is only sent to ${base.origin}. Give the endpoint from /v2 on, or use a Bria API credential whose Base URL is that server.`,
		);
	}
	const basePath = base.pathname.replace(/\/*$/, '/');
	return url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : url.pathname;
}

/** "engine.prod.bria-api.com/v2/x", as people copy it. No endpoint has a dot in its name. */
function isHostFirst(text: string): boolean {
	return /^[\w-]+(\.[\w-]+)+(:\d+)?\//.test(text);
}

/** Without the address of the server; empty where that makes no sense. */
function pathOf(text: string, base: URL): string {
	const address = isHostFirst(text) ? `${base.protocol}//${text}` : text;
	if (!address.includes('://')) return text;
	return URL.canParse(address) ? fromUrl(text, new URL(address), base) : '';
}

/**
 * The path below the Base URL of an endpoint that the user named, in any of the forms that Bria's SDKs
 * take: `x`, `/x/`, `v2/x`, `/v2/x`, or the whole URL.
 *
 * @param baseUrl the credential's Base URL, which ends with `/v2`
 * @throws InvalidInput where it is another server's, a V1 endpoint, or no path
 */
export function customEndpoint(value: unknown, baseUrl: string): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') throw new MissingInput("'Endpoint' is empty", EXAMPLE);
	if (/[?#]/.test(text)) throw refuse(text, 'has a query', 'Put what follows the ? into the body.');
	if (text.split(/[/\\]/).some((segment) => segment === '.' || segment === '..')) {
		throw refuse(text, 'has . or .. as a part');
	}

	const path = pathOf(text, new URL(baseUrl));

	const below = path.replace(/^\/+|(?<!\/)\/+$/g, '').replace(/^v2(\/|$)/i, '');
	if (/^v1(\/|$)/i.test(below)) {
		throw refuse(
			text,
			'is a V1 endpoint',
			"Only V2 endpoints have a status to wait for. For V1, use the HTTP Request node with the credential type 'Bria API'.",
		);
	}
	if (!/^[\w-]+(\/[\w-]+)*$/.test(below)) throw refuse(text, "cannot be one of Bria's");
	return below;
}
