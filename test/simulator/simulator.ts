import type { Express } from 'express';

import { createApp } from './app';
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

/** Bria's API on loopback; `startSimulator` makes one. */
export class Simulator {
	/** The token that is accepted; assign another one to revoke it. */
	token: string;

	private readonly calls: CallLog;
	private readonly limit: SlidingLimit;
	private readonly script = new FaultScript();
	private readonly files = new ResultFiles();
	private readonly jobs = new Jobs((requestId, kind) => this.fileUrl(requestId, kind));
	private server?: LoopbackServer;
	private certificate?: Certificate;

	/** @param elsewhere another origin, where redirects lead by default */
	constructor(
		private readonly options: SimulatorOptions,
		readonly elsewhere: Elsewhere,
	) {
		const { token = 'test-token', requestsPerMinute = Infinity, windowMs = 60_000 } = options;
		this.token = token;
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
		await Promise.all([this.server?.close(), this.elsewhere.close()]);
	}

	/** Called once, by `startSimulator`. */
	async listen(): Promise<void> {
		if (this.options.selfSigned) this.certificate = await selfSignedCertificate();
		this.server = await listen(this.app(), this.options.port, this.certificate);
	}

	private app(): Express {
		const { calls, limit, script, files, jobs, options } = this;
		return createApp({
			...{ calls, limit, script, files, jobs },
			elsewhere: this.elsewhere.origin,
			retryAfter: options.retryAfter ?? 'seconds',
			onSubmit: options.onSubmit,
			goodToken: () => this.token,
			addJob: (job) => this.addJob(job),
			statusUrl: (requestId) => this.statusUrl(requestId),
		});
	}

	private urlOfFile(name: string): string {
		return `${this.origin}/files/${encodeURIComponent(name)}`;
	}
}

/** Starts a simulator on a port of its own; whoever starts it closes it. */
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
