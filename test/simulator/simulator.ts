import { isPublic } from './addresses';
import { createApp, createBucket, type Parts } from './app';
import type { JobKind } from './bodies';
import { CallLog, type Call } from './callLog';
import { selfSignedCertificate, type Certificate } from './certificate';
import { startElsewhere, type Elsewhere } from './elsewhere';
import { FaultScript, type Fault } from './faults';
import { Jobs, type Ending, type JobOptions } from './jobs';
import { listen, type LoopbackServer } from './loopbackServer';
import type { SimulatorOptions } from './options';
import { fileName, ResultFiles, type FileOptions } from './resultFiles';
import { SlidingLimit } from './slidingLimit';
import { SubmissionFaultScript, type SubmissionFault } from './submissionFaults';
import type { AcceptedJob } from './submissions';
import { TAILORED_MODELS, type TailoredModel } from './tailoredModels';
import { validator } from './validation';
import { VideoUploads, type UploadedFile } from './videoUpload';
import { Webhooks, type DeliveryAttempt, type DeliveryChanges } from './webhooks';

const GIGABYTE = 1024 ** 3;

/** Bria's API on loopback; `startSimulator` makes one. */
export class Simulator {
	/** The token that is accepted; assign another one to revoke it. */
	token: string;
	/** What `GET /v1/tailored-gen/models` lists; assign others. */
	tailoredModels: TailoredModel[];

	private readonly calls: CallLog;
	private readonly limit: SlidingLimit;
	private readonly script = new FaultScript();
	private readonly files = new ResultFiles();
	private readonly webhooks: Webhooks;
	private readonly jobs = new Jobs(
		(requestId, kind) => this.fileUrl(requestId, kind),
		(requestId, url) => void this.webhooks.tell(requestId, url, this.bodyOf(requestId)),
	);
	private readonly submissionScript = new SubmissionFaultScript();
	private readonly uploadScript = new SubmissionFaultScript();
	private readonly accepted: AcceptedJob[] = [];
	private readonly videoUploads: VideoUploads;
	private server?: LoopbackServer;
	private bucket?: LoopbackServer;
	private certificate?: Certificate;

	/** @param elsewhere another origin, where redirects lead by default */
	constructor(
		private readonly options: SimulatorOptions,
		readonly elsewhere: Elsewhere,
	) {
		const { token = 'test-token', requestsPerMinute = Infinity, windowMs = 60_000 } = options;
		this.token = token;
		this.tailoredModels = options.tailoredModels ?? TAILORED_MODELS;
		this.webhooks = new Webhooks(options.webhooks ?? {}, () => this.token);
		const { maxUploadBytes = GIGABYTE } = options;
		this.videoUploads = new VideoUploads(() => this.bucket?.origin ?? '', maxUploadBytes);
		this.calls = new CallLog(options.onCall);
		this.limit = new SlidingLimit(requestsPerMinute, windowMs);
	}

	/** `http://127.0.0.1:<port>`; with `selfSigned`, `https:`. */
	get origin(): string {
		if (!this.server) throw new Error('The simulator does not listen yet');
		return this.server.origin;
	}

	/** What a client is configured with: the origin and `/v2`. */
	get baseUrl(): string {
		return `${this.origin}/v2`;
	}

	/** With `selfSigned`: its certificate as PEM, for a client that is to trust it. */
	get trustedCertificate(): string | undefined {
		return this.certificate?.cert;
	}

	/** The limit in force, `Infinity` for none; may be changed at any moment. */
	get requestsPerMinute(): number {
		return this.limit.requestsPerWindow;
	}

	set requestsPerMinute(count: number) {
		this.limit.requestsPerWindow = count;
	}

	/** Makes a request known, as if it had been submitted now; returns its ID. */
	addJob(job: JobOptions = {}): string {
		const requestId = this.jobs.add(job);
		if (job.file) this.files.set(fileName(requestId, job.kind ?? 'image'), job.file);
		return requestId;
	}

	/** Ends a request now, whatever its time. */
	finish(requestId: string, ending?: Ending): void {
		this.jobs.finish(requestId, ending);
	}

	/** The next status calls of a request (`*`: of any) go wrong in these ways, one each, in order. */
	fault(requestId: string, faults: readonly Fault[]): void {
		this.script.add(requestId, faults);
	}

	/**
	 * The next submissions to an endpoint, e.g. `/image/generate` or `/video/upload` (`*`: to any), go
	 * wrong in these ways, one each, in order. Where no moment is given (`submissionFaults`), the body
	 * is read and no job is made.
	 */
	faultSubmission(endpoint: string, faults: ReadonlyArray<Fault | SubmissionFault>): void {
		this.submissionScript.add(endpoint, faults);
	}

	/** The next uploads to the bucket go wrong in these ways. */
	faultUpload(faults: ReadonlyArray<Fault | SubmissionFault>): void {
		this.uploadScript.add('*', faults);
	}

	/**
	 * Delivers a webhook of a request now, once, whether it is over or not; resolves when it is
	 * answered or failed. @param changes what is odd about it
	 */
	deliver(requestId: string, url: string, changes?: DeliveryChanges): Promise<DeliveryAttempt> {
		return this.webhooks.attempt(requestId, url, this.bodyOf(requestId), changes);
	}

	/** Every attempt to deliver a webhook, in order. */
	get deliveries(): readonly DeliveryAttempt[] {
		return this.webhooks.attempts;
	}

	/** Says how a file is served (`*`: any file that nothing was said of); returns its URL. */
	file(name: string, options: FileOptions = {}): string {
		this.files.set(name, options);
		return this.urlOfFile(name);
	}

	/** Where a request's status is asked. */
	statusUrl(requestId: string): string {
		return `${this.baseUrl}/status/${encodeURIComponent(requestId)}`;
	}

	/** Where a request's result file is. Default kind: `image`. */
	fileUrl(requestId: string, kind: JobKind = 'image'): string {
		return this.urlOfFile(fileName(requestId, kind));
	}

	/** Every call so far, in the order of arrival. */
	get log(): readonly Call[] {
		return this.calls.calls;
	}

	/** The status calls so far. */
	get statusCalls(): readonly Call[] {
		return this.log.filter(({ path }) => path.startsWith('/v2/status/'));
	}

	/** Every job that a submission made, in order: what Bria would bill. */
	get submissions(): readonly AcceptedJob[] {
		return this.accepted;
	}

	/** Every file that was uploaded to the bucket, in order. */
	get uploads(): readonly UploadedFile[] {
		return this.videoUploads.uploaded;
	}

	/** Where the bucket of `video/upload` is: another origin. */
	get bucketOrigin(): string {
		return this.bucket?.origin ?? '';
	}

	/** The calls that concern one request: its submission and its status calls. */
	callsFor(requestId: string): readonly Call[] {
		return this.log.filter((call) => call.requestId === requestId);
	}

	/** Sockets open now, idle kept-alive ones included. */
	get openConnections(): number {
		return this.server?.openConnections ?? 0;
	}

	/** Breaks what is open and frees the port. Safe to call twice. */
	async close(): Promise<void> {
		this.jobs.close();
		this.webhooks.close();
		await Promise.all([this.server?.close(), this.bucket?.close(), this.elsewhere.close()]);
	}

	/** Called once, by `startSimulator`. */
	async listen(): Promise<void> {
		if (this.options.selfSigned) this.certificate = await selfSignedCertificate();
		const parts = this.parts();
		this.bucket = await listen(createBucket(parts));
		this.server = await listen(createApp(parts), this.options.port, this.certificate);
	}

	private parts(): Parts {
		const { calls, limit, script, submissionScript, uploadScript, options } = this;
		const { files, jobs, accepted } = this;
		return {
			...{ calls, limit, script, submissionScript, uploadScript, files, jobs, accepted },
			elsewhere: this.elsewhere.origin,
			uploads: this.videoUploads,
			retryAfter: options.retryAfter ?? 'seconds',
			onSubmit: options.onSubmit,
			validate: validator(options.openLists ?? false),
			fetchable: (url) => this.isFetchable(url),
			goodToken: () => this.token,
			tailoredModels: () => this.tailoredModels,
			addJob: (job) => this.addJob(job),
			statusUrl: (requestId) => this.statusUrl(requestId),
		};
	}

	/** What a status call would be answered now, as text. */
	private bodyOf(requestId: string): string {
		const body = this.jobs.peek(requestId)?.body ?? { request_id: requestId, status: 'UNKNOWN' };
		return typeof body === 'string' ? body : JSON.stringify(body);
	}

	private isFetchable(url: string): boolean {
		const isOwn = url.startsWith(`${this.origin}/`);
		const { fetchable = (address) => isOwn || isPublic(new URL(address)) } = this.options;
		return this.videoUploads.has(url) ?? fetchable(url);
	}

	private urlOfFile(name: string): string {
		return `${this.origin}/files/${encodeURIComponent(name)}`;
	}
}

/** Starts a simulator on a port of its own. The caller closes it. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const simulator = new Simulator(options, await startElsewhere());
	try {
		await simulator.listen();
	} catch (error) {
		await simulator.close();
		throw error;
	}
	return simulator;
}
