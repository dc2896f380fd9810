import type { IDataObject } from 'n8n-workflow';

import { type Result, start } from '../engine/briaStatus';
import type { Simulator } from '../simulator';
import type { PlannedExecution } from './plan';
import type { VirtualTime } from './virtualTime';

/** How an execution went. Times are in ms from its start. */
export interface Ended {
	plan: PlannedExecution;
	result?: Result;
	/** What it rejected with, where there is no result. */
	thrown?: unknown;
	/** `Infinity`: never. */
	endedAt: number;
	cancelledAt?: number;
}

const WITHOUT_JOB = {
	otherServer: 'http://other.test/v2/status/1',
	notAnId: '..',
	unknown: 'unknown',
	missing: undefined,
};

/** The input items of an execution: every other one has a status URL in place of the ID. */
export function itemsOf(
	{ items }: PlannedExecution,
	ids: readonly string[],
	bria: Simulator,
): IDataObject[] {
	return items.map((item, i) => {
		if (typeof item !== 'number') return { request_id: WITHOUT_JOB[item], note: 'mine' };
		const requestId = ids[item] as string;
		return { request_id: i % 2 === 0 ? requestId : bria.statusUrl(requestId), note: 'mine' };
	});
}

/** Executes the node on n8n's engine, stops it when that is planned, and writes down how it ended. */
export async function execute(
	bria: Simulator,
	time: VirtualTime,
	ended: Ended,
	items: IDataObject[],
	requestsPerMinute: number,
): Promise<void> {
	const { operation, maxWaitSeconds, downloadResult, options, onError, cancelAtMs } = ended.plan;
	const from = time.now();
	const execution = start(bria, items, {
		credential: { requestsPerMinute },
		parameters: { operation, maxWaitSeconds, downloadResult, options },
		settings: { onError },
	});
	const cancel = () => {
		ended.cancelledAt = time.now() - from;
		execution.cancel();
	};
	const callOff = cancelAtMs === undefined ? undefined : time.later(cancelAtMs, cancel);
	try {
		ended.result = await execution.result;
	} catch (error) {
		ended.thrown = error;
	}
	callOff?.();
	ended.endedAt = time.now() - from;
}
