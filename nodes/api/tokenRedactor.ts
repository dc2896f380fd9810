/** Shorter ones would be found by chance in ordinary text. */
const SHORTEST_TOKEN = 4;

/** Where long text is wrapped: a few spaces and line breaks, as they are or escaped. */
const WRAP = String.raw`(?:\s|\\[nrt]){0,9}`;

/** One character in a URL, in a JSON document inside of a text, or as it is. */
function anyEncoding(character: string): string {
	const hex = [...character.charCodeAt(0).toString(16).padStart(2, '0')];
	const digits = hex.map((digit) => `[${digit}${digit.toUpperCase()}]`).join('');
	const literal = character.replace(/\W/, String.raw`\\{0,3}\$&`);
	return String.raw`(?:${literal}|%${digits}|\\{1,3}u00${digits})`;
}

/** Base64 of something that holds the token, `before` bytes after a group of three has begun. */
function inBase64(token: string, before: number): string {
	const text = Buffer.from('\0'.repeat(before) + token).toString('base64url');
	const whole = text.slice(
		Math.ceil((before * 8) / 6),
		Math.floor(((before + token.length) * 8) / 6),
	);
	const characters = [...whole].map((character) => {
		if (character === '-') return `(?:-|${anyEncoding('+')})`;
		return character === '_' ? `(?:_|${anyEncoding('/')})` : character;
	});
	return String.raw`${characters.join(WRAP)}[\w+/-]?=*`;
}

/** Takes the API token out of whatever came from outside, where somebody may quote it. */
export class TokenRedactor {
	private readonly pattern: RegExp | undefined;

	/** @param token of printable ASCII characters, without spaces */
	constructor(token: string) {
		if (token.length < SHORTEST_TOKEN) return;
		const inText = [...token].map(anyEncoding).join(WRAP);
		const forms = [inText, ...[0, 1, 2].map((before) => inBase64(token, before))];
		this.pattern = new RegExp(forms.join('|'), 'g');
	}

	/** Whether a value is a text that holds the token, encoded or not. */
	isQuotedIn(value: unknown): boolean {
		return typeof value === 'string' && this.redact(value) !== value;
	}

	/** The same value (JSON) with asterisks wherever a text or a key held the token, encoded or not. */
	redact<T>(value: T): T;
	redact(value: unknown): unknown {
		if (!this.pattern) return value;
		if (typeof value === 'string') return value.replace(this.pattern, '***');
		if (Array.isArray(value)) return value.map((element) => this.redact(element));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, element]) => [this.redact(key), this.redact(element)]),
		);
	}
}
