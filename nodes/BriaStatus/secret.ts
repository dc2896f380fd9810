/** Shorter ones would turn up by chance in ordinary text. */
const SHORTEST_SECRET = 4;

/** Takes a secret out of whatever came from outside, where somebody may quote it. */
export class Secret {
	private readonly forms: string[];

	constructor(secret: string) {
		const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
		this.forms = secret.length < SHORTEST_SECRET ? [] : forms;
	}

	/** The same value (JSON) with asterisks wherever a text or a key held the secret, encoded or not. */
	hide<T>(value: T): T;
	hide(value: unknown): unknown {
		if (typeof value === 'string') {
			return this.forms.reduce((text, form) => text.replaceAll(form, '***'), value);
		}
		if (Array.isArray(value)) return value.map((element) => this.hide(element));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, element]) => [this.hide(key), this.hide(element)]),
		);
	}
}
