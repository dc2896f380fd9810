/** Something that is wrong with a field of the credential. */
interface CredentialRule {
	field: 'apiToken' | 'baseUrl';
	/** Matches a value that is wrong. */
	pattern: RegExp;
	message: string;
	advice: string;
}

const PASTE = 'Paste the token from the Bria Console into the Bria API credential again';
export const NO_ADDRESS = 'The Base URL is not a web address';
const NOT_V2 = 'The Base URL does not end with /v2';
export const SET_BASE_URL =
	"Set 'Base URL' in the Bria API credential, e.g. to https://engine.prod.bria-api.com/v2";

/**
 * What can be told of a credential without asking Bria: one table for the execution and for the
 * credential's Test, so that both say the same. The first rule that is broken counts.
 */
export const CREDENTIAL_RULES: CredentialRule[] = [
	{ field: 'apiToken', pattern: /^$/, message: 'The API Token is empty', advice: `${PASTE}.` },
	{
		field: 'apiToken',
		pattern: /^\s*["']?bearer\s/i,
		message: 'The API Token begins with "Bearer"',
		advice: `${PASTE}, without "Bearer": Bria takes the token alone.`,
	},
	{
		field: 'apiToken',
		pattern: /^\s*["'`]|["'`]\s*$/,
		message: 'The API Token is in quotation marks',
		advice: `${PASTE}, without them.`,
	},
	{
		field: 'apiToken',
		pattern: /[^\x21-\x7e]/,
		message: 'The API Token holds spaces, line breaks or special characters',
		advice: `${PASTE}.`,
	},
	{
		field: 'baseUrl',
		pattern: /^\s*(?!\s|https?:\/\/)/i,
		message: NO_ADDRESS,
		advice: `${SET_BASE_URL}. It has to begin with https://.`,
	},
	{
		field: 'baseUrl',
		pattern: /^\s*\w+:\/\/([^/?#]*([@\\]|\s\S)|[/?#]|\s*$)/,
		message: NO_ADDRESS,
		advice: `${SET_BASE_URL}.`,
	},
	{
		field: 'baseUrl',
		pattern: /^\s*http:\/\/(?!(([\w-]+\.)*localhost|127\.[\d.]+|\[::1\])(:\d+)?(\/|\s*$))/i,
		message: 'The Base URL would send the API token unencrypted',
		advice:
			"Begin the 'Base URL' in the Bria API credential with https://. Only an address on this machine may begin with http://.",
	},
	{
		field: 'baseUrl',
		pattern: /^\s*\w+:\/\/[^/?#]+[^?#]*\/v\d+\/+[^/?#\s]/i,
		message: NOT_V2,
		advice: `${SET_BASE_URL}. What is behind /v2 is added by the node.`,
	},
	{
		field: 'baseUrl',
		pattern:
			/^\s*\w+:\/\/(?![^?#]*\/v2[/\s]*([?#]|$))[^/?#]+[^?#]*\/(image|video|ads|status|structured_\w+)([/?#\s]|$)/i,
		message: NOT_V2,
		advice: `${SET_BASE_URL}. What is behind /v2 is added by the node.`,
	},
	{
		field: 'baseUrl',
		pattern: /^\s*\w+:\/\/[^/?#]+[^?#]*\/v(?!2[/\s]*([?#]|$))\d+[/\s]*([?#]|$)/i,
		message: NOT_V2,
		advice: `${SET_BASE_URL}. Only Bria's V2 endpoints have a status.`,
	},
];

/**
 * Turns what was typed into the Base URL: each pattern is replaced by its text, in this order. `/v2` is
 * added where it is missing, since Bria's SDKs have the address without it.
 */
export const BASE_URL_REPLACEMENTS: Array<[RegExp, string]> = [
	[/^\s+|[?#][^]*$|\s+$/g, ''],
	[/\/+$/, ''],
	[/(\/v2)?$/i, '/v2'],
];
