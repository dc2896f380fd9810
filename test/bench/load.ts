import { pollAll } from '../../nodes/polling/pollLoop';
import { PollQueue } from '../../nodes/polling/pollQueue';
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
	const lease = new PollQueue(clock).join(2 * items);
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

/** How long the limiter's slowest call takes, in ms, while a plan is used a million times. */
export async function slowestCall(requestsPerMinute: number): Promise<number> {
	const clock = new VirtualClock();
	const limiter = new RateLimiter(clock, requestsPerMinute);
	const stepMs = 60_500 / requestsPerMinute;
	let slowest = 0;
	const timed = (call: () => unknown) => {
		const start = performance.now();
		call();
		slowest = Math.max(slowest, performance.now() - start);
	};
	const use = () => {
		clock.pass(stepMs);
		timed(() => limiter.freeAt());
		timed(() => limiter.accepted(limiter.depart()));
	};
	const WARM_UP = 20_000;
	for (let i = 0; i < WARM_UP; i++) use();
	slowest = 0;
	for (let i = 0; i < 1_000_000; i++) use();
	timed(() => limiter.refused(limiter.depart()));
	timed(() => limiter.limit);
	return slowest;
}
