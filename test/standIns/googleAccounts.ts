import { createVerify, generateKeyPairSync, randomUUID } from 'node:crypto';

/** Google's own word for what is wrong with a request for a token. */
export class OAuthError extends Error {}

type Fields = Record<string, unknown>;

interface Account {
	/** Of the OAuth client, as the Google Cloud Console shows it. */
	readonly clientId: string;
	readonly clientSecret: string;
	/** Of the service account, as its key file holds it. */
	readonly email: string;
	readonly privateKey: string;
}

const AUDIENCE = 'https://oauth2.googleapis.com/token';
const SECONDS = 3599;

function decode(part = ''): Record<string, unknown> {
	return JSON.parse(Buffer.from(part, 'base64url').toString());
}

/**
 * Who may use Google's APIs: an OAuth client on behalf of its user, and a service account, as
 * https://developers.google.com/identity/protocols/oauth2 describes both.
 */
export class GoogleAccounts {
	private readonly keys = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	readonly account: Account = {
		clientId: `${randomUUID()}.apps.googleusercontent.com`,
		clientSecret: randomUUID(),
		email: 'bria@bria-test.iam.gserviceaccount.com',
		privateKey: this.keys.privateKey,
	};
	private readonly codes = new Map<string, { redirectUri: string; scope: string }>();
	private readonly refreshTokens = new Map<string, string>();
	private readonly accessTokens = new Set<string>();

	/** What the browser is sent to, once the user has agreed. */
	authorize(query: Fields): string {
		const redirectUri = String(query.redirect_uri);
		if (query.client_id !== this.account.clientId) throw new OAuthError('invalid_client');
		const code = randomUUID();
		this.codes.set(code, { redirectUri, scope: String(query.scope) });
		const target = new URL(redirectUri);
		target.search = new URLSearchParams({ state: String(query.state), code }).toString();
		return target.href;
	}

	/** The answer to a request for a token, whichever its grant. */
	token(fields: Fields): object {
		switch (fields.grant_type) {
			case 'authorization_code':
				return this.byCode(fields);
			case 'refresh_token':
				return this.byRefreshToken(fields);
			case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
				return this.byAssertion(String(fields.assertion));
			default:
				throw new OAuthError('unsupported_grant_type');
		}
	}

	/** Whether an API accepts this access token. */
	accepts(accessToken: string | undefined): boolean {
		return accessToken !== undefined && this.accessTokens.has(accessToken);
	}

	/** Makes all access tokens invalid, as time does after an hour. */
	expireAccessTokens(): void {
		this.accessTokens.clear();
	}

	private issue(scope: string) {
		const accessToken = `ya29.${randomUUID()}`;
		this.accessTokens.add(accessToken);
		return { access_token: accessToken, expires_in: SECONDS, scope, token_type: 'Bearer' };
	}

	private checkClient({ client_id: id, client_secret: secret }: Fields): void {
		const { clientId, clientSecret } = this.account;
		if (id !== clientId || secret !== clientSecret) throw new OAuthError('invalid_client');
	}

	private byCode(fields: Fields): object {
		this.checkClient(fields);
		const granted = this.codes.get(String(fields.code));
		if (!granted) throw new OAuthError('invalid_grant');
		if (granted.redirectUri !== fields.redirect_uri) throw new OAuthError('redirect_uri_mismatch');
		this.codes.delete(String(fields.code));
		const refreshToken = `1//${randomUUID()}`;
		this.refreshTokens.set(refreshToken, granted.scope);
		return { ...this.issue(granted.scope), refresh_token: refreshToken };
	}

	private byRefreshToken(fields: Fields): object {
		this.checkClient(fields);
		const scope = this.refreshTokens.get(String(fields.refresh_token));
		if (scope === undefined) throw new OAuthError('invalid_grant');
		return this.issue(scope);
	}

	private byAssertion(assertion: string): object {
		const [header, payload, signature = ''] = assertion.split('.');
		const verify = createVerify('RSA-SHA256').update(`${header}.${payload}`);
		const { iss, aud, exp, scope } = decode(payload);
		const isSigned = verify.verify(this.keys.publicKey, signature, 'base64url');
		const isCurrent = Number(exp) * 1000 > Date.now();
		if (!isSigned || iss !== this.account.email || aud !== AUDIENCE || !isCurrent) {
			throw new OAuthError('invalid_grant');
		}
		return this.issue(String(scope));
	}
}
