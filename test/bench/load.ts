import { RateLimiter } from '../../nodes/polling/rateLimiter';
import { pollAll } from '../../nodes/polling/pollLoop';
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
	const budget = new RateLimiter(clock, 2 * items);
	const heapBefore = heapUsed();
	const cpuBefore = process.cpuUsage();
	const run = pollAll(ids, {
		ask: async (id) => {
			const state = asked.has(id) ? 'finished' : 'inProgress';
			asked.add(id);
			return { state, value: undefined };
		},
		...{ clock, budget, mode: 'untilFinished', maxWaitMs: Infinity },
	});
	const bytesPerItem = (heapUsed() - heapBefore) / items;
	await clock.run(run);
	const { user, system } = process.cpuUsage(cpuBefore);
	return { items, cpuMs: (user + system) / 1000, bytesPerItem };
}
