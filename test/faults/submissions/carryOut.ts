import type { IBinaryData, IDataObject, INode } from 'n8n-workflow';

import { type Result, start } from '../../engine/bria/bria';
import {
	type AcceptedJob,
	type Fault,
	type Simulator,
	startSimulator,
	type SubmissionFault,
	submissionFaults,
} from '../../simulator';
import { type Counts, count, resources } from '../counts';
import { LONGEST_MS, type LeftOf } from '../left';
import { toFault } from '../statusFault';
import { runEventLoop, type VirtualTime } from '../virtualTime';
import type { Plan, PlannedExecution, PlannedFault, PlannedItem } from './plan';

/** How an execution went. */
export interface Ended {
	plan: PlannedExecution;
	result?: Result;
	/** What it rejected with, where there is no result. */
	thrown?: unknown;
	/** Of virtual time, in ms. `Infinity`: never. */
	endedAt: number;
	/** When it was stopped, of virtual time, in ms. */
	cancelledAt?: number;
	/** What its items are called at the simulator, in their order. */
	names: string[];
}

/** All that is left of a run. */
export interface Left extends LeftOf<Ended> {
	accepted: readonly AcceptedJob[];
}

const PNG: IBinaryData = {
	data: Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1').toString('base64'),
	mimeType: 'image/png',
	fileName: 'a.png',
};
const MP4: IBinaryData = {
	data: Buffer.alloc(100_000, 'video').toString('base64'),
	mimeType: 'video/mp4',
	fileName: 'a.mp4',
};

const FILES = { edit: PNG, maskByPrompt: MP4 };

/** Where the name of an item goes. */
const nameFieldOf = (operation: PlannedExecution['operation']) =>
	operation === 'edit' ? 'instruction' : 'prompt';

function parametersOf({ operation, includeInputFields }: PlannedExecution): IDataObject {
	const resource = operation === 'maskByPrompt' ? 'video' : 'image';
	const fileField = { edit: 'images', maskByPrompt: 'video' }[operation as 'edit'];
	return {
		...{ resource, operation, options: { includeInputFields } },
		[nameFieldOf(operation)]: '={{ $json.name }}',
		...(fileField && { [fileField]: '={{ $json.file }}' }),
	};
}

function settingsOf({ onError, tries }: PlannedExecution): Partial<INode> {
	return { onError, retryOnFail: tries > 1, maxTries: tries, waitBetweenTries: 50 };
}

const inputOf = (name: string, kind: PlannedItem): IDataObject => ({
	name: kind === 'empty' ? ' ' : name,
	file: kind === 'noFile' ? 'missing' : 'data',
	note: 'mine',
});

function toFaults(list: PlannedFault[], bria: Simulator, counts: Counts): SubmissionFault[] {
	return list.map(({ moment, fault: planned }) => {
		if (planned.kind === 'none') {
			return submissionFaults.accepted(({ res, body }) => {
				// The bucket answers 204 and nothing.
				if (Object.keys(body).length === 0) res.status(204).end();
				else res.json(body);
			});
		}
		const fault = toFault(planned, bria.token);
		const counted: Fault = async (context) => {
			count(counts, `${moment}: ${planned.kind}`);
			await fault(context);
		};
		return submissionFaults[moment](counted);
	});
}

async function execute(bria: Simulator, time: VirtualTime, ended: Ended, perMinute: number) {
	const { plan, names } = ended;
	const { items, operation, isUnreachable, cancelAtMs } = plan;
	const credential: IDataObject = { requestsPerMinute: perMinute };
	if (isUnreachable) credential.baseUrl = 'http://127.0.0.1:1/v2';
	const file = FILES[operation as 'edit'];
	const execution = start(
		bria,
		items.map((kind, i) => inputOf(names[i] as string, kind)),
		{
			...{ credential, parameters: parametersOf(plan), settings: settingsOf(plan) },
			binary: file && { data: file },
		},
	);
	const cancel = () => {
		ended.cancelledAt = time.now();
		execution.cancel();
	};
	const callOff = cancelAtMs === undefined ? undefined : time.later(cancelAtMs, cancel);
	try {
		ended.result = await execution.result;
	} catch (error) {
		ended.thrown = error;
	}
	callOff?.();
	ended.endedAt = time.now();
}

/**
 * Lets a plan happen, in virtual time, and says what is left of it.
 *
 * @param counts counts what went wrong
 */
export async function carryOut(
	plan: Plan,
	token: string,
	time: VirtualTime,
	counts: Counts,
): Promise<Left> {
	const before = { timers: time.timers, resources: resources().length };
	const { declaredPerMinute, allowedPerMinute, retryAfter, revokeAtMs } = plan;
	const requestsPerMinute = allowedPerMinute ?? declaredPerMinute;
	const bria = await startSimulator({ token, requestsPerMinute, retryAfter });
	bria.faultSubmission('*', toFaults(plan.faults, bria, counts));
	bria.faultUpload(toFaults(plan.uploadFaults, bria, counts));
	const revoke = () => {
		count(counts, 'revoked token');
		bria.token = 'another-token';
	};
	const callOff = revokeAtMs === undefined ? undefined : time.later(revokeAtMs, revoke);
	const executions = plan.executions.map(
		(one, i): Ended => ({
			plan: one,
			endedAt: Infinity,
			names: one.items.map((_, k) => `execution ${i} item ${k}`),
		}),
	);
	const all = executions.map((ended) => execute(bria, time, ended, declaredPerMinute));

	await time.pass(Promise.all(all), LONGEST_MS);
	callOff?.();
	await runEventLoop(50);
	const left = {
		...{ executions, token, calls: bria.log, accepted: bria.submissions },
		openRequests: time.openRequests,
		openConnections: bria.openConnections,
		timers: time.timers - before.timers,
		sentElsewhere: bria.elsewhere.received.length,
	};
	await bria.close();
	await runEventLoop(10);
	return { ...left, resources: resources().slice(before.resources) };
}
