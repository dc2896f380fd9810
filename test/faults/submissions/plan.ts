import fc from 'fast-check';

import type { RetryAfter } from '../../simulator';
import { type StatusFault, statusFault } from '../statusFault';

/** What goes wrong with one submission, and when. */
export interface PlannedFault {
	/** Before the body is read; when it is read and no job is made; when the job is made. */
	moment: 'unread' | 'refused' | 'accepted';
	/** `none`: nothing goes wrong with this one. */
	fault: StatusFault | { kind: 'none' };
}

/** What an item submits: something good, a prompt that is empty, a file that it does not have. */
export type PlannedItem = 'good' | 'empty' | 'noFile';

/** One execution of the node. */
export interface PlannedExecution {
	items: PlannedItem[];
	operation: 'generate' | 'generateLite' | 'edit' | 'maskByPrompt';
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	includeInputFields: boolean;
	/** Retry On Fail. */
	tries: number;
	/** Nobody listens at its Base URL. */
	isUnreachable: boolean;
	/** When it is stopped, in ms. */
	cancelAtMs?: number;
}

/** All that happens in a run. Times are in ms from its start. */
export interface Plan {
	executions: PlannedExecution[];
	/** What the credential says. */
	declaredPerMinute: number;
	/** What the simulator allows; `null`: as much as the credential says. */
	allowedPerMinute: number | null;
	retryAfter: RetryAfter;
	/** What goes wrong with the next submissions, one each. */
	faults: PlannedFault[];
	/** What goes wrong with the next uploads of videos. */
	uploadFaults: PlannedFault[];
	revokeAtMs?: number;
}

const sometimes = <T>(weight: number, arbitrary: fc.Arbitrary<T>) =>
	fc.oneof(
		{ weight, arbitrary: fc.constant(undefined) },
		{ weight: 1, arbitrary: arbitrary as fc.Arbitrary<T | undefined> },
	);

const moment = fc.oneof(fc.nat(200), fc.nat(2_000), fc.nat(30_000), fc.nat(200_000));

/** An answer that says that there is a job, though none was made, would not be a fault but a lie. */
const saysSo = ({ kind, ...fault }: StatusFault) =>
	['wrongType', 'slow', 'noStatus', 'nested', 'inflating', 'oversized'].includes(kind) ||
	(kind === 'status' && (fault as { code: number }).code < 300);

const refusal = fc.record({
	moment: fc.constantFrom('unread' as const, 'refused' as const),
	fault: statusFault.filter((fault) => !saysSo(fault)),
});

/** A refusal (429, 4xx) of a job that was made would be one, too. */
const loss = fc.record({
	moment: fc.constant('accepted' as const),
	fault: statusFault.filter(
		({ kind, ...fault }) =>
			!['429', 'redirect'].includes(kind) &&
			(kind !== 'status' || isUnclear((fault as { code: number }).code)),
	),
});

/** Codes that leave open whether a job was made. */
function isUnclear(code: number): boolean {
	return code < 300 || code === 408 || code >= 500;
}

const none = fc.constant<PlannedFault>({ moment: 'accepted', fault: { kind: 'none' } });

const faults = fc.array(
	fc.oneof(
		{ weight: 5, arbitrary: none },
		{ weight: 3, arbitrary: loss as fc.Arbitrary<PlannedFault> },
		{ weight: 3, arbitrary: refusal as fc.Arbitrary<PlannedFault> },
	),
	{ maxLength: 20 },
);

const uploadFaults = fc.array(
	fc.oneof(
		{ weight: 2, arbitrary: none },
		{ weight: 1, arbitrary: refusal as fc.Arbitrary<PlannedFault> },
	),
	{ maxLength: 5 },
);

const execution: fc.Arbitrary<PlannedExecution> = fc.record({
	items: fc.array(
		fc.oneof(
			{ weight: 20, arbitrary: fc.constant('good' as const) },
			{ weight: 1, arbitrary: fc.constantFrom('empty' as const, 'noFile' as const) },
		),
		{ minLength: 1, maxLength: 12 },
	),
	operation: fc.constantFrom('generate', 'generate', 'generateLite', 'edit', 'maskByPrompt'),
	onError: fc.constantFrom(
		...(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const),
	),
	includeInputFields: fc.boolean(),
	tries: fc.constantFrom(1, 1, 2, 3, 5),
	isUnreachable: fc.oneof({ weight: 15, arbitrary: fc.constant(false) }, fc.constant(true)),
	cancelAtMs: sometimes(3, moment),
});

const perMinute = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(60, 60, 1_000, 1_000));

const plan: fc.Arbitrary<Plan> = fc.record({
	executions: fc.array(execution, { minLength: 1, maxLength: 3 }),
	declaredPerMinute: perMinute,
	allowedPerMinute: fc.option(perMinute, { nil: null }),
	retryAfter: fc.constantFrom('seconds', 'date', 'none'),
	faults,
	uploadFaults,
	revokeAtMs: sometimes(7, moment),
});

/** The plan of a seed: the same whenever it is drawn. */
export function planOf(seed: number): Plan {
	return fc.sample(plan, { seed, numRuns: 1 })[0] as Plan;
}
