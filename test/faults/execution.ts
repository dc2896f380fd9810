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
	prompt: 'A red fox in the snow',
	failed: undefined,
	unknown: 'unknown',
	missing: undefined,
};

/** Settings that cannot work: of the credential, of the node. */
const BROKEN: Record<string, [IDataObject, IDataObject?]> = {
	apiToken: [{ apiToken: 'Bearer of news' }],
	baseUrl: [{ baseUrl: 'http://engine.prod.bria-api.com' }],
	requestsPerMinute: [{ requestsPerMinute: 0 }],
	maxWaitSeconds: [{}, { operation: 'wait', maxWaitSeconds: 'soon' }],
	operation: [{}, { operation: '__CUSTOM_API_CALL__' }],
};

/** The input items of an execution: every other one has a status URL in place of the ID. */
export function itemsOf(
	{ items }: PlannedExecution,
	ids: readonly string[],
	bria: Simulator,
): IDataObject[] {
	return items.map((item, i) => {
		if (typeof item !== 'number') {
			const error = item === 'failed' ? `Authorization of ${bria.token} failed` : undefined;
			return { request_id: WITHOUT_JOB[item], note: 'mine', error };
		}
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
	const { isTool, broken } = ended.plan;
	const from = time.now();
	const [credential, parameters] = (broken && BROKEN[broken]) || [];
	const execution = start(bria, items, {
		credential: { requestsPerMinute, ...credential },
		parameters: { operation, maxWaitSeconds, downloadResult, options, ...parameters },
		settings: { onError, ...(isTool && { type: 'n8n-nodes-bria.briaStatusTool' }) },
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
