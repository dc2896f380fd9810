import type { Call } from './callLog';
import type { RetryAfter } from './slidingLimit';
import type { OnSubmit } from './submissions';
import type { TailoredModel } from './tailoredModels';
import type { WebhookOptions } from './webhooks';

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
	/** Any value of the right type is good where Bria lists values. Default: only the listed ones. */
	openLists?: boolean;
	/**
	 * Whether Bria could download an image or video from an address. Default: unless its host is
	 * private; the simulator's own addresses are good. Uploads are not asked about.
	 */
	fetchable?: (url: string) => boolean;
	/** The largest file that the bucket takes, in bytes. Default 1 GiB. */
	maxUploadBytes?: number;
	/** How jobs with a `webhook_url` are told of. Default: as Bria does. */
	webhooks?: WebhookOptions;
	/** What `GET /v1/tailored-gen/models` lists. Default: three. */
	tailoredModels?: TailoredModel[];
	/** Is told each call when it has ended. */
	onCall?: (call: Call) => void;
}
