import { pollAll } from '../../../nodes/polling/pollLoop';
import { type Lease, SharedPlan, sharedPlan } from '../../../nodes/polling/sharedPlan';
import { VirtualClock } from '../../bench/virtualClock';
import { ids, inProgress, startPolling } from './startPolling';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let clock: VirtualClock;
let queue: SharedPlan;

beforeEach(() => {
	clock = new VirtualClock();
	queue = new SharedPlan(clock);
});

const sleep = (ms: number) => clock.run(clock.sleep(ms));

/** Uses the plan until it is taken to be `plan` requests. */
async function learn(lease: Lease, plan: number): Promise<void> {
	const departure = async () => (await clock.run(lease.nextDeparture())) as number;
	for (let i = 0; i < plan; i++) lease.accepted(await departure());
	lease.refused(await departure());
	lease.refused(await departure());
}

describe('Requests', () => {
	it('keep to the plan, in order', async () => {
		const lease = queue.join(2);
		const order: number[] = [];
		const waiting = [1, 2, 3].map(async (name) => {
			const departure = await lease.nextDeparture();
			order.push(name);
			return departure as number;
		});
		const departures = await clock.run(Promise.all(waiting));
		expect(order).toEqual([1, 2, 3]);
		expect(departures[1]).toBeLessThan(1);
		expect(departures[2]).toBeGreaterThanOrEqual(60_500);
		lease.leave();
	});

	it('of one execution do not wait for all of another', async () => {
		const lease = queue.join(10);
		const other = startPolling(clock, ids(500), () => inProgress, {
			...{ queue, requestsPerMinute: 10, maxWaitMs: HOUR_MS },
		});
		const departure = await clock.run(clock.sleep(30_000).then(() => lease.nextDeparture()));
		expect(departure).toBeLessThan(61_000);
		lease.leave();
		await clock.run(other);
	});

	it('of many that were announced leave room for another execution, at any time', async () => {
		const large = queue.join(60);
		for (let i = 0; i < 150; i++) large.announce();
		const sendAll = async () => {
			for (let i = 0; i < 150; i++) await large.nextDeparture();
			large.leave();
		};
		const sendOne = async (startsAt: number) => {
			await clock.sleep(startsAt);
			const small = queue.join(60);
			const departure = (await small.nextDeparture()) as number;
			small.leave();
			return departure - startsAt;
		};
		const starts = [5_000, 20_000, 45_000, 70_000, 95_000];
		const [waited] = await clock.run(Promise.all([Promise.all(starts.map(sendOne)), sendAll()]));
		expect(Math.max(...waited)).toBeLessThan(3_000);
	});

	it('that were announced use all of the plan', async () => {
		const lease = queue.join(60);
		for (let i = 0; i < 60; i++) lease.announce();
		for (let i = 0; i < 60; i++) await clock.run(lease.nextDeparture());
		expect(clock.now()).toBeLessThan(1_000);
		lease.leave();
	});

	it('end when the execution is stopped, and take nothing of the plan then', async () => {
		const lease = queue.join(1);
		await clock.run(lease.nextDeparture());
		const stop = new AbortController();
		const stopped = lease.nextDeparture(stop.signal);
		void clock.sleep(1_000).then(() => stop.abort('stopped'));
		expect(await clock.run(stopped)).toBeUndefined();
		expect(clock.now()).toBeLessThan(1_100);
		expect(await clock.run(lease.nextDeparture(stop.signal))).toBeUndefined();
		expect(await clock.run(lease.nextDeparture())).toBeLessThan(61_000);
		lease.leave();
	});

	it('pause after a refusal, as everybody does', async () => {
		const lease = queue.join(60);
		lease.refused((await clock.run(lease.nextDeparture())) as number, 20_000);
		const departure = (await clock.run(queue.join(60).nextDeparture())) as number;
		expect(departure).toBeGreaterThanOrEqual(20_000);
		expect(departure).toBeLessThan(20_100);
	});
});

describe('What was learned from refusals', () => {
	it('is forgotten when the credential is edited', async () => {
		await learn(queue.join(100), 20);
		expect(queue.limiter.limit).toBe(20);
		for (const lease of [queue.join(200)]) lease.leave();
		expect(queue.limiter.limit).toBe(100);
	});

	it('is kept while two credentials with one token are used alternately', async () => {
		const small = queue.join(50);
		queue.join(100).leave();
		await learn(small, 20);
		small.leave();
		queue.join(100);
		expect(queue.limiter.limit).toBe(20);
	});
});

describe('The shared queue', () => {
	it('is the same for the same plan, and another for another', () => {
		const first = sharedPlan('token address', clock);
		expect(sharedPlan('token address', clock)).toBe(first);
		expect(sharedPlan('other token', clock)).not.toBe(first);
	});

	it('is forgotten when nobody has used it for an hour, and not while somebody does', async () => {
		const idle = sharedPlan('idle', clock);
		idle.join(10).leave();
		const used = sharedPlan('used', clock);
		const lease = used.join(10);
		await sleep(HOUR_MS + 1_000);
		sharedPlan('third', clock);
		expect(sharedPlan('idle', clock)).not.toBe(idle);
		expect(sharedPlan('used', clock)).toBe(used);
		lease.leave();
	});

	it('lets an execution with a deadline of years wait', async () => {
		const lease = queue.join(60);
		const stop = new AbortController();
		const longest: number[] = [];
		const sleepOf = clock.sleep.bind(clock);
		clock.sleep = (ms, signal) => (longest.push(ms), sleepOf(ms, signal));
		const run = pollAll(['a'], {
			poll: async () => ({ state: 'inProgress', value: '' }),
			...{ lease, mode: 'untilFinished', maxWaitMs: Infinity, signal: stop.signal },
		});
		void sleepOf(MINUTE_MS).then(() => stop.abort('stopped'));
		await clock.run(run);
		expect(Math.max(...longest)).toBeLessThan(2 ** 31);
		lease.leave();
	});
});
