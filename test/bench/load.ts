import { pollAll } from '../../nodes/polling/pollLoop';
import { SharedPlan } from '../../nodes/polling/sharedPlan';
import { RateLimiter } from '../../nodes/polling/rateLimiter';
import { VirtualClock } from './virtualClock';

/** What waiting for many requests costs this machine. */
export interface Load {
	items: number;
	/** Processor time in ms, the virtual clock included. */
	cpuMs: number;
	/** Bytes of heap an item while all are waited for, the IDs not included. */
	bytesPerItem: number;
}

function heapUsed(): number {
	if (!global.gc) throw new Error('Run with node --expose-gc');
	global.gc();
	return process.memoryUsage().heapUsed;
}

/** Waits for `items` requests: each is asked twice, first IN_PROGRESS and then finished. */
export async function measureLoad(items: number): Promise<Load> {
	const ids = Array.from({ length: items }, (_, i) => `request-${i}`);
	const asked = new Set<string>();
	const clock = new VirtualClock();
	const lease = new SharedPlan(clock).join(2 * items);
	const heapBefore = heapUsed();
	const cpuBefore = process.cpuUsage();
	const run = pollAll(ids, {
		poll: async (id) => {
			const state = asked.has(id) ? 'finished' : 'inProgress';
			asked.add(id);
			return { state, value: undefined };
		},
		...{ lease, mode: 'untilFinished', maxWaitMs: Infinity },
	});
	const bytesPerItem = (heapUsed() - heapBefore) / items;
	await clock.run(run);
	const { user, system } = process.cpuUsage(cpuBefore);
	return { items, cpuMs: (user + system) / 1000, bytesPerItem };
}

/** How long calls of the limiter take, in ms. */
export interface CallTimes {
	/** One call in 10,000 takes longer; the slowest of all tells when memory was tidied up. */
	slow: number;
	/** The first refusal after all of them. */
	firstRefusal: number;
}

/** Uses a plan a million times, as fast as it allows. */
export function measureCalls(requestsPerMinute: number): CallTimes {
	const USES = 1_000_000;
	const clock = new VirtualClock();
	const limiter = new RateLimiter(clock, requestsPerMinute);
	const times = new Float64Array(USES);
	// So that compiling the code does not count.
	for (let i = 0; i < 10_000; i++) new RateLimiter(clock, 1).refused(0);
	const timed = (call: () => unknown) => {
		const start = performance.now();
		call();
		return performance.now() - start;
	};
	for (let i = 0; i < USES; i++) {
		clock.pass(60_500 / requestsPerMinute);
		times[i] = timed(() => {
			limiter.freeAt();
			limiter.accepted(limiter.depart());
		});
	}
	const firstRefusal = timed(() => limiter.refused(limiter.depart()));
	return { slow: times.sort()[USES - USES / 10_000] as number, firstRefusal };
}
