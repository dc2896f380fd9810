import fc from '../../fastCheck';

import { RateLimiter } from '../../../nodes/polling/rateLimiter';
import { VirtualClock } from '../../bench/virtualClock';
import { busiest } from './startPolling';

const MINUTE_MS = 60_000;

let clock: VirtualClock;
let limiter: RateLimiter;

beforeEach(() => {
	clock = new VirtualClock();
	limiter = new RateLimiter(clock, 100);
});

const sleep = (ms: number) => clock.run(clock.sleep(ms));

/** Waits until a request may leave; it is answered at once. */
async function ask(answer: 'accepted' | 'refused', retryAfterMs?: number): Promise<number> {
	await sleep(Math.max(0, limiter.freeAt() - clock.now()));
	const departure = limiter.depart();
	limiter[answer](departure, retryAfterMs);
	return departure;
}

async function askOften(times: number): Promise<void> {
	for (let i = 0; i < times; i++) await ask('accepted');
}

const untilFree = () => limiter.freeAt() - clock.now();

/** A plan of `plan` requests, with everything that is known of it. */
async function learn(plan: number): Promise<void> {
	await askOften(plan);
	await ask('refused', 1_000);
	await ask('refused', 1_000);
}

describe('A plan', () => {
	it('gives each request back half a second after its minute', async () => {
		const [first = 0] = [clock.now()];
		await askOften(100);
		expect(limiter.freeAt() - first).toBeCloseTo(60_500, 0);
	});

	it('is kept at any moment', async () => {
		const left: number[] = [];
		limiter.requestsPerMinute = 7;
		for (let i = 0; i < 40; i++) left.push(await ask('accepted'));
		expect(busiest(left, MINUTE_MS + 499)).toBeLessThanOrEqual(7);
	});
});

describe('A pause after a refusal', () => {
	it('is as long as it says', async () => {
		await ask('refused', 20_000);
		expect(untilFree()).toBeCloseTo(20_000, 0);
	});

	it('is never longer than five minutes, and a guess never longer than one', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.option(fc.nat(100 * MINUTE_MS), { nil: undefined }), { maxLength: 40 }),
				async (says) => {
					clock = new VirtualClock();
					limiter = new RateLimiter(clock, 1_000);
					for (const said of says) {
						await ask('refused', said);
						const longest = Math.min(5 * MINUTE_MS, Math.max(MINUTE_MS, said ?? 0));
						expect(untilFree()).toBeLessThanOrEqual(longest);
						expect(untilFree()).toBeGreaterThan(Math.min(700, longest));
					}
				},
			),
			{ numRuns: 100 },
		);
	});

	it.each([NaN, -1, 0])('is a guess where a 429 says nothing of use (%d)', async (said) => {
		await ask('refused', said);
		expect(untilFree()).toBeGreaterThan(700);
		expect(untilFree()).toBeLessThan(1_300);
	});

	it('is short again after an accepted request', async () => {
		for (let i = 0; i < 10; i++) await ask('refused');
		expect(untilFree()).toBeGreaterThan(30_000);
		await ask('accepted');
		await ask('refused');
		expect(untilFree()).toBeLessThan(1_300);
	});

	it('is one pause for many that left together', async () => {
		const departures = Array.from({ length: 20 }, () => limiter.depart());
		for (const departure of departures) limiter.refused(departure);
		expect(untilFree()).toBeLessThan(1_300);
	});
});

describe('The plan is taken to be smaller', () => {
	it('when it is refused again right after the pause', async () => {
		await learn(25);
		expect(limiter.limit).toBe(25);
	});

	it('when it is refused again after as many as before', async () => {
		await askOften(25);
		await ask('refused', MINUTE_MS);
		await askOften(25);
		await ask('refused', MINUTE_MS);
		expect(limiter.limit).toBe(25);
	});

	it('and not after a single refusal', async () => {
		await askOften(25);
		await ask('refused', 1_000);
		expect(limiter.limit).toBe(100);
	});

	it('and not when more was accepted in between', async () => {
		await askOften(25);
		await ask('refused', 1_000);
		await askOften(5);
		await ask('refused', 1_000);
		expect(limiter.limit).toBe(100);
	});

	it('and not when hardly anything was accepted: then everybody is refused', async () => {
		await learn(2);
		expect(limiter.limit).toBe(100);
	});

	it('also when slow answers come together with the quick ones of the next minute', async () => {
		await learn(25);
		const departures: number[] = [];
		for (let i = 0; i < 25; i++) {
			await sleep(Math.max(0, untilFree()));
			departures.push(limiter.depart());
		}
		await sleep(40_000);
		for (const departure of departures) limiter.accepted(departure);
		await askOften(25);
		expect(limiter.limit).toBe(25);
	});

	it('for a few minutes; then one request more is tried, and if that is accepted, all', async () => {
		await learn(25);
		await sleep(4 * MINUTE_MS);
		expect(limiter.limit).toBe(26);
		await askOften(26);
		expect(limiter.limit).toBe(100);
	});

	it('at once again when that one is refused', async () => {
		await learn(25);
		await sleep(4 * MINUTE_MS);
		await askOften(25);
		await ask('refused', 1_000);
		expect(limiter.limit).toBe(25);
	});

	it('never larger than declared', async () => {
		await learn(25);
		limiter.requestsPerMinute = 20;
		expect(limiter.limit).toBe(20);
	});
});

/** What other programs take of the machine meanwhile is no part of it. */
function timeOnCpu(work: () => void): number {
	const before = process.cpuUsage();
	work();
	return process.cpuUsage(before).user;
}

describe('After a million requests', () => {
	it('a plan is still kept, and no call takes as long as all of them would', async () => {
		limiter = new RateLimiter(clock, 2_000_000);
		const all = timeOnCpu(() => {
			for (let i = 0; i < 1_000_000; i++) limiter.accepted(limiter.depart());
		});
		await sleep(2 * MINUTE_MS);
		const one = timeOnCpu(() => {
			limiter.refused(limiter.depart(), 1_000);
			void limiter.limit;
		});
		expect(one).toBeLessThan(all);
	});
});
