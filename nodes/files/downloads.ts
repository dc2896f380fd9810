import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { download } from './downloadFile';
import type { CallFailure } from '../api/callFailure';
import { noFile } from './downloadFailure';
import { findResultFile, type ResultFile } from './resultFile';
import type { StatusAnswer } from '../api/statusService';
import type { Clock } from '../polling/clock';
import type { PollResult } from '../polling/pollLoop';

/** A file in n8n's hands, or why it is not; neither where the execution was stopped. */
export interface DownloadResult {
	file?: IBinaryData;
	failure?: CallFailure;
}

type Ask = (id: string, signal: AbortSignal) => Promise<PollResult<StatusAnswer>>;

const SIDE_BY_SIDE = 3;

/** Runs tasks in order, no more than `width` at a time. */
function lanes(width: number) {
	const waiting: Array<() => void> = [];
	let free = width;
	return async <T>(task: () => Promise<T>): Promise<T> => {
		if (free > 0) free--;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await task();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	};
}

/** The result files of a run. Each is downloaded once, while other requests are still waited for. */
export class Downloads {
	private readonly files = new Map<string, Promise<DownloadResult>>();
	private readonly inLane = lanes(SIDE_BY_SIDE);
	private readonly over = new AbortController();
	private readonly signal: AbortSignal;

	/** @param wanted the requests whose files are wanted */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly wanted: ReadonlySet<string>,
		private readonly baseUrl: string,
		private readonly clock: Clock,
	) {
		const cancelled = context.getExecutionCancelSignal();
		this.signal = AbortSignal.any([this.over.signal, ...(cancelled ? [cancelled] : [])]);
	}

	/** The same `ask`, but what it finds to be COMPLETED is downloaded from then on. */
	follow(ask: Ask): Ask {
		return async (id, signal) => {
			const answer = await ask(id, signal);
			if (answer.value.body && this.wanted.has(id)) this.start(id, answer.value.body);
			return answer;
		};
	}

	/** The files by request, when all of them are there. */
	async all(): Promise<Map<string, DownloadResult>> {
		const files = [...this.files].map(async ([id, file]) => [id, await file] as const);
		return new Map(await Promise.all(files));
	}

	/** Ends what is still under way. */
	end(): void {
		this.over.abort();
	}

	private start(id: string, body: IDataObject): void {
		const result = findResultFile(body);
		if (!result || this.files.has(id)) return;
		this.files.set(
			id,
			this.inLane(async () => await this.fetch(id, result)),
		);
	}

	private async fetch(id: string, result: ResultFile): Promise<DownloadResult> {
		const { context, baseUrl, clock, signal } = this;
		const { file, problem } = await download(context, id, result, { baseUrl, clock, signal });
		return problem && !signal.aborted ? { failure: noFile(problem, id, result) } : { file };
	}
}
