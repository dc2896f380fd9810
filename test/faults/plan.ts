import fc from 'fast-check';

import { type FileOptions, type JobOptions, notFiles, type RetryAfter } from '../simulator';
import { anyStatusFault, type StatusFault } from './statusFault';

const WITHOUT_JOB = ['unknown', 'missing', 'otherServer', 'notAnId', 'prompt', 'failed'] as const;

const SETTINGS = [
	'apiToken',
	'baseUrl',
	'requestsPerMinute',
	'maxWaitSeconds',
	'operation',
] as const;

/** One job of Bria's, and what goes wrong with it. */
export interface PlannedJob extends Pick<JobOptions, 'kind' | 'afterMs' | 'afterAsks' | 'status'> {
	/** A field of its last body that is not as documented. */
	oddField?: { field: string; value: unknown };
	faults: StatusFault[];
	file?: FileOptions & { movedTo?: 'itself' | 'elsewhere' | 'nowhere' };
}

/** One execution of the node. */
export interface PlannedExecution {
	/** By the number of their job; a word stands for an item that asks for none. */
	items: Array<number | (typeof WITHOUT_JOB)[number]>;
	operation: 'get' | 'wait';
	maxWaitSeconds: number;
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	downloadResult: boolean;
	options: Record<string, boolean>;
	/** Whether an AI Agent runs it. */
	isTool: boolean;
	/** A setting that cannot work. */
	broken?: (typeof SETTINGS)[number];
	/** When it is stopped, in ms. */
	cancelAtMs?: number;
}

/** All that happens in a run. Times are in ms from its start. */
export interface Plan {
	jobs: PlannedJob[];
	executions: PlannedExecution[];
	/** What the credential says. */
	declaredPerMinute: number;
	/** What the simulator allows; `null`: as much as the credential says. */
	allowedPerMinute: number | null;
	retryAfter: RetryAfter;
	/** What goes wrong with the next status calls. */
	faults: StatusFault[];
	revokeAtMs?: number;
	/** The machine's clock is set. */
	clockJumps: Array<{ atMs: number; byMs: number }>;
}

const sometimes = <T>(weight: number, arbitrary: fc.Arbitrary<T>) =>
	fc.oneof(
		{ weight, arbitrary: fc.constant(undefined) },
		{ weight: 1, arbitrary: arbitrary as fc.Arbitrary<T | undefined> },
	);

const moment = fc.oneof(fc.nat(200), fc.nat(5_000), fc.nat(60_000), fc.nat(600_000));

const oddField = fc.record({
	field: fc.constantFrom('status', 'request_id', 'result', 'error', 'result.image_url', 'extra'),
	value: fc.oneof(
		fc.jsonValue({ maxDepth: 2 }),
		fc.constantFrom('PAUSED', 'x'.repeat(50_000), 'data:,x', 'http://127.0.0.1:1/a.png'),
	),
});

const file: fc.Arbitrary<PlannedJob['file']> = fc.oneof(
	fc.constantFrom(403, 404, 408, 410, 429, 500, 503).map((statusCode) => ({ statusCode })),
	fc.constantFrom('hang' as const, 'break' as const).map((never) => ({ never })),
	fc.nat(1_000).map((cutAfter) => ({ cutAfter })),
	fc.nat(1_000).map((stallAfter) => ({ stallAfter })),
	fc.constantFrom(20, 1_000, 100_000).map((bytesPerSecond) => ({ bytesPerSecond })),
	fc
		.constantFrom('text/html', '', 'image/', false as const)
		.map((contentType) => ({ contentType })),
	fc.constantFrom(0, 1, 3_000_000).map((bytes) => ({ bytes })),
	fc.constantFrom(...Object.values(notFiles)).map((notFile) => notFile()),
	fc
		.constantFrom('itself' as const, 'elsewhere' as const, 'nowhere' as const)
		.map((movedTo) => ({ movedTo })),
);

const duration = fc.oneof(fc.constant(0), fc.nat(5_000), fc.nat(120_000), fc.constant(Infinity));

const job: fc.Arbitrary<PlannedJob> = fc.record({
	kind: fc.constantFrom(
		...(['image', 'video', 'structured_prompt', 'image', 'video', 'edited_image'] as const),
		...(['mask_video', 'structured_instruction', 'layers', 'resized_ads', 'masks'] as const),
		...(['dimensions', 'attribution'] as const),
	),
	afterMs: duration,
	afterAsks: fc.nat(3),
	status: fc.constantFrom('COMPLETED', 'COMPLETED', 'COMPLETED', 'ERROR', 'UNKNOWN', 'PAUSED'),
	oddField: sometimes(7, oddField),
	faults: fc.oneof(
		{ weight: 3, arbitrary: fc.array(anyStatusFault, { maxLength: 0 }) },
		{ weight: 3, arbitrary: fc.array(anyStatusFault, { minLength: 1, maxLength: 3 }) },
		{ weight: 1, arbitrary: fc.array(anyStatusFault, { minLength: 4, maxLength: 8 }) },
	),
	file: sometimes(2, file),
});

const execution = (jobs: number): fc.Arbitrary<PlannedExecution> =>
	fc.record({
		items: fc.array(
			fc.oneof(
				{ weight: 30, arbitrary: fc.nat(jobs - 1) },
				{ weight: 1, arbitrary: fc.constantFrom(...WITHOUT_JOB) },
			),
			{ minLength: 1, maxLength: 20 },
		),
		operation: fc.constantFrom('get', 'wait', 'wait', 'wait'),
		maxWaitSeconds: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(0.5, 100, 600)),
		onError: fc.constantFrom(
			...(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const),
		),
		downloadResult: fc.boolean(),
		options: fc.record({
			simplify: fc.boolean(),
			parseStructuredPrompt: fc.boolean(),
			includeInputFields: fc.boolean(),
		}),
		isTool: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
		broken: sometimes(15, fc.constantFrom(...SETTINGS)),
		cancelAtMs: sometimes(3, moment),
	});

const perMinute = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(60, 60, 1_000, 1_000));

const plan: fc.Arbitrary<Plan> = fc.integer({ min: 1, max: 15 }).chain((jobs) =>
	fc.record({
		jobs: fc.array(job, { minLength: jobs, maxLength: jobs }),
		executions: fc.oneof(
			{ weight: 2, arbitrary: fc.array(execution(jobs), { minLength: 1, maxLength: 1 }) },
			{ weight: 1, arbitrary: fc.array(execution(jobs), { minLength: 2, maxLength: 3 }) },
		),
		declaredPerMinute: perMinute,
		allowedPerMinute: fc.option(perMinute, { nil: null }),
		retryAfter: fc.constantFrom('seconds', 'date', 'none'),
		faults: fc.oneof(
			{ weight: 3, arbitrary: fc.array(anyStatusFault, { maxLength: 0 }) },
			{ weight: 1, arbitrary: fc.array(anyStatusFault, { minLength: 1, maxLength: 6 }) },
		),
		revokeAtMs: sometimes(7, moment),
		clockJumps: fc.array(
			fc.record({
				atMs: moment,
				byMs: fc.oneof(fc.integer({ min: -90_000, max: 90_000 }), fc.constantFrom(-1e11, 1e11)),
			}),
			{ maxLength: 2 },
		),
	}),
);

/** The plan of a seed: the same whenever it is drawn. */
export function planOf(seed: number): Plan {
	return fc.sample(plan, { seed, numRuns: 1 })[0] as Plan;
}
