import type { Call } from './callLog';
import type { RetryAfter } from './slidingLimit';
import type { OnSubmit } from './submissions';

/** How a simulator is started. */
export interface SimulatorOptions {
	/** The `api_token` that is accepted. Default `test-token`. */
	token?: string;
	/** Default 0: any free port. */
	port?: number;
	/** HTTPS with a certificate of its own that nobody vouches for. Default: HTTP. */
	selfSigned?: boolean;
	/** Per endpoint: all status calls together, each submitting endpoint by itself. Default: no limit. */
	requestsPerMinute?: number;
	/** How long that minute is, in milliseconds. Default 60000. */
	windowMs?: number;
	/** How a 429 says when to come back. Default `seconds`. */
	retryAfter?: RetryAfter;
	/** How a submitted request goes on. Default: see `steeredByBody`. */
	onSubmit?: OnSubmit;
	/** Is told each call when it has ended. */
	onCall?: (call: Call) => void;
}
