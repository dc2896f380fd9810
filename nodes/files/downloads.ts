import type { IBinaryData, IDataObject } from 'n8n-workflow';

import type { CallFailure } from '../api/callFailure';
import { nestedErrorText } from '../api/errorText';
import type { Clock } from '../polling/clock';
import { download } from './downloadFile';
import { noResult, notReachable } from './downloadFailure';
import { FileHosts } from './fileHosts';
import type { FileContext } from './fileRequest';
import { limitConcurrency } from './limitConcurrency';
import { findResultFiles, needsNoFile, type ResultFile } from './resultFiles';

/** The files of a result in n8n's hands, or why one of them is not; neither after a stop. */
export interface DownloadResult {
	files?: IBinaryData[];
	failure?: CallFailure;
}

interface DownloadsOptions {
	/** The credential's. Unless it is on this machine, no file is fetched from a private address. */
	baseUrl: string;
	clock: Clock;
	/** Ends all downloads. */
	signal?: AbortSignal;
	/** Called for every result whose files cannot be had. */
	onFailure?: () => void;
}

const CONCURRENCY = 3;

/** The result files of a run. Those of each request are downloaded once, a few at a time. */
export class Downloads {
	private readonly results = new Map<string, Promise<DownloadResult>>();
	private readonly whenFree = limitConcurrency(CONCURRENCY);
	private readonly hosts: FileHosts;
	private readonly over = new AbortController();
	private readonly signal: AbortSignal;
	private readonly stopped: Promise<undefined>;

	constructor(
		private readonly context: FileContext,
		private readonly options: DownloadsOptions,
	) {
		const { signal, clock } = options;
		this.signal = AbortSignal.any([this.over.signal, ...(signal ? [signal] : [])]);
		this.hosts = new FileHosts(clock);
		this.stopped = new Promise((resolve) => {
			this.signal.addEventListener('abort', () => resolve(undefined), { once: true });
		});
	}

	/**
	 * Starts to download the files of a completed request, if that was not done before. A result that
	 * has no file, though it should have one, is a failure.
	 *
	 * @returns what became of them; never rejects
	 */
	start(id: string, body: IDataObject): Promise<DownloadResult> {
		const known = this.results.get(id);
		if (known) return known;
		const result = this.fetchAll(id, body);
		this.results.set(id, result);
		return result;
	}

	/** What became of all of them, by request. Does not wait for anything after a stop. */
	async all(): Promise<Map<string, DownloadResult>> {
		const results = [...this.results].map(async ([id, result]) => [id, await result] as const);
		return new Map(await Promise.all(results));
	}

	/** Ends what is still under way. */
	end(): void {
		this.over.abort();
	}

	private async fetchAll(id: string, body: IDataObject): Promise<DownloadResult> {
		const found = findResultFiles(body);
		if (found.length === 0 && needsNoFile(body)) return {};
		if (found.length === 0) return this.failed(noResult(id, nestedErrorText(body)));

		const results = await Promise.all(found.map(async (file, i) => await this.fetch(id, file, i)));
		const failed = results.find(({ failure }) => failure);
		return failed ?? { files: results.flatMap(({ files }) => files ?? []) };
	}

	private async fetch(id: string, result: ResultFile, index: number): Promise<DownloadResult> {
		const { context, signal, hosts } = this;
		const { baseUrl, clock } = this.options;
		const name = index === 0 ? id : `${id}_${index}`;
		const options = { baseUrl, clock, signal, hosts };
		const downloaded = this.whenFree(async () =>
			signal.aborted ? undefined : await download(context, name, result, options),
		);
		const attempt = await Promise.race([downloaded, this.stopped]);
		if (!attempt || signal.aborted) return {};
		const { file, problem } = attempt;
		return problem ? this.failed(notReachable(problem, id, result)) : { files: [file] };
	}

	private failed(failure: CallFailure): DownloadResult {
		this.options.onFailure?.();
		return { failure };
	}
}
