import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { isLoopback } from './addresses';
import { signWebhook } from './webhookSignature';

/** How webhooks are delivered. */
export interface WebhookOptions {
	/** What minutes and seconds between attempts are multiplied with, e.g. 0.001. Default 1. */
	timeScale?: number;
	/** How long a receiver may take, in milliseconds; not scaled. Default 10000. */
	timeoutMs?: number;
	/** Every so many jobs one is delivered a second time though it was received. Default: never. */
	duplicateEvery?: number;
	/** Each job's first attempt waits a random time up to this, so that their order is lost. Default 0. */
	spreadMs?: number;
}

/** What a delivery can have otherwise than Bria's; `null` leaves a header out. */
export interface DeliveryChanges {
	id?: string | null;
	timestamp?: string | null;
	signature?: string | null;
	/** Sent as it is. The signature is made of it, unless one is given. */
	body?: string;
	headers?: Record<string, string>;
}

/** One attempt to deliver. */
export interface DeliveryAttempt {
	requestId: string;
	url: string;
	/** 1 to 5; counted on in a second delivery of the same job. */
	attempt: number;
	/** As it was sent. */
	headers: Record<string, string>;
	body: string;
	/** Milliseconds of `performance.now()`. */
	at: number;
	/** Missing as long as it is open. */
	endedAt?: number;
	/** What the receiver answered; missing where it did not. */
	statusCode?: number;
	/** Why there was no answer. */
	error?: string;
}

/** Minutes from the end of the job to each attempt: five in 45. Bria does not document the steps. */
const ATTEMPTS_AT_MINUTES = [0, 1, 5, 15, 45];
const MINUTE_MS = 60_000;

/** Tells receivers that jobs are over, as Bria does: signed, until one answers 2xx, at least once. */
export class Webhooks {
	readonly attempts: DeliveryAttempt[] = [];
	private readonly closing = new AbortController();
	private jobs = 0;

	/** @param token the one that is good at the moment of an attempt */
	constructor(
		private readonly options: WebhookOptions,
		private readonly token: () => string,
	) {
		// Every job that waits listens to it.
		setMaxListeners(0, this.closing.signal);
	}

	/** Delivers with all attempts; resolves when it is received or given up. */
	async tell(requestId: string, url: string, body: string): Promise<void> {
		const { spreadMs = 0, duplicateEvery = Infinity } = this.options;
		this.jobs += 1;
		const isTwice = this.jobs % duplicateEvery === 0;
		if (spreadMs > 0) await this.pause(Math.random() * spreadMs);
		await this.tryUntilReceived(requestId, url, body);
		if (isTwice) await this.tryUntilReceived(requestId, url, body);
	}

	/** One attempt, with whatever is to be odd about it. */
	async attempt(
		requestId: string,
		url: string,
		body: string,
		changes: DeliveryChanges = {},
	): Promise<DeliveryAttempt> {
		const sent = changes.body ?? body;
		const attempt: DeliveryAttempt = {
			...{ requestId, url, body: sent },
			headers: this.headers(requestId, sent, changes),
			attempt: 1 + this.attempts.filter((other) => other.requestId === requestId).length,
			at: performance.now(),
		};
		this.attempts.push(attempt);
		try {
			attempt.statusCode = await this.post(attempt);
		} catch (error) {
			attempt.error = String(error);
		}
		attempt.endedAt = performance.now();
		return attempt;
	}

	/** Ends what is under way. */
	close(): void {
		this.closing.abort();
	}

	private async tryUntilReceived(requestId: string, url: string, body: string): Promise<void> {
		const { timeScale = 1 } = this.options;
		const startedAt = performance.now();
		for (const minutes of ATTEMPTS_AT_MINUTES) {
			await this.pause(startedAt + minutes * MINUTE_MS * timeScale - performance.now());
			if (this.closing.signal.aborted) return;
			const { statusCode = 0 } = await this.attempt(requestId, url, body);
			if (statusCode >= 200 && statusCode < 300) return;
		}
	}

	private headers(id: string, body: string, changes: DeliveryChanges): Record<string, string> {
		const now = String(Math.floor(Date.now() / 1000));
		const { id: sentId = id, timestamp = now } = changes;
		const { signature = signWebhook(this.token(), sentId ?? '', timestamp ?? '', body) } = changes;
		const headers: Record<string, string | null> = {
			'Content-Type': 'application/json',
			'Bria-Webhook-Id': sentId,
			'Bria-Webhook-Timestamp': timestamp,
			'Bria-Webhook-Signature': signature,
			...changes.headers,
		};
		const present = Object.entries(headers).filter((header) => header[1] !== null);
		return Object.fromEntries(present) as Record<string, string>;
	}

	private async post({ url, headers, body }: DeliveryAttempt): Promise<number> {
		if (!isLoopback(new URL(url))) throw new Error('The simulator calls nobody but this machine');
		const { timeoutMs = 10_000 } = this.options;
		const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(timeoutMs)]);
		const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
		await answer.body?.cancel();
		return answer.status;
	}

	private async pause(ms: number): Promise<void> {
		const { signal } = this.closing;
		if (ms > 0) await sleep(ms, undefined, { ref: false, signal }).catch(() => undefined);
	}
}
