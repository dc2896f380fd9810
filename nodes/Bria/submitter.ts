import type { IExecuteFunctions } from 'n8n-workflow';

import type { BriaCredential } from '../api/credential';
import { joinPlan } from '../api/joinPlan';
import type { JobRequest } from '../api/jobRequest';
import { type SubmissionAnswer, submitOnce } from '../api/submission';
import { stoppedMidway } from '../api/submissionFailures';
import { backoff } from '../polling/backoff';
import { type Clock, MINUTE_MS } from '../polling/clock';
import type { Lease } from '../polling/sharedPlan';

/** What became of a job. */
export type Submission =
	| Extract<SubmissionAnswer, { state: 'accepted' | 'refused' | 'denied' | 'unknown' }>
	/** The execution was stopped before the job was sent. */
	| { state: 'stopped' };

/** How long after its first refusal by the limit (429) a job is still sent again, in ms. */
const LONGEST_WAIT_MS = 5 * MINUTE_MS;

/** The longest pause before another try, in ms. */
const LONGEST_PAUSE_MS = 15_000;

/** How often a connection that was not made is tried again. */
const MOST_RETRIES = 3;

/** Sends the jobs of one execution, each as soon as the plan allows. */
export class Submitter {
	/** One for each endpoint, by its path: Bria counts requests for each. */
	private readonly leases = new Map<string, Lease>();
	/** Whether the last connection could not be made: then each of the next jobs is tried only once. */
	private isUnreachable = false;

	constructor(
		private readonly context: IExecuteFunctions,
		readonly credential: BriaCredential,
		readonly clock: Clock,
		readonly signal: AbortSignal,
	) {}

	/** A job is going to be sent. */
	announce({ path }: JobRequest): void {
		this.leaseFor(path).announce();
	}

	/**
	 * Sends one job. It is sent again only where it was certainly not accepted: HTTP 429, for five
	 * minutes, and a connection that was not made, three times.
	 */
	async submit(job: JobRequest): Promise<Submission> {
		const { clock } = this;
		let refusedAt: number | undefined;
		const retries = this.isUnreachable ? 0 : MOST_RETRIES;
		for (let failures = 1; ; ) {
			const answer = await this.sendOnce(job);
			if (answer.state === 'rateLimited') {
				refusedAt ??= clock.now();
				if (clock.now() - refusedAt < LONGEST_WAIT_MS) continue;
				return { state: 'refused', failure: answer.failure };
			}
			if (answer.state !== 'notConnected') return answer;
			if (failures > retries) return { state: 'refused', failure: answer.failure };
			await this.pause(failures++);
		}
	}

	/** Pauses before something is tried again: about 1, 2, 4, ... seconds, or until the execution is stopped. */
	async pause(failures: number): Promise<void> {
		await this.clock.sleep(backoff(failures, LONGEST_PAUSE_MS), this.signal);
	}

	/** To be called once, when the execution is over. */
	leave(): void {
		for (const lease of this.leases.values()) lease.leave();
	}

	/** Waits until the plan has room, and sends the job. */
	private async sendOnce(job: JobRequest): Promise<SubmissionAnswer | { state: 'stopped' }> {
		const { context, credential, signal } = this;
		const lease = this.leaseFor(job.path);
		const departure = await lease.nextDeparture(signal);
		if (departure === undefined || signal.aborted) return { state: 'stopped' };
		const answer = await submitOnce(context, credential, job, signal);
		if (answer.state === 'rateLimited') lease.refused(departure, answer.retryAfterMs);
		else lease.accepted(departure);
		this.isUnreachable = answer.state === 'notConnected';
		const isCutOff = signal.aborted && answer.state === 'unknown';
		return isCutOff ? { state: 'unknown', failure: stoppedMidway() } : answer;
	}

	private leaseFor(path: string): Lease {
		const lease = this.leases.get(path) ?? joinPlan(this.credential, path);
		this.leases.set(path, lease);
		return lease;
	}
}
