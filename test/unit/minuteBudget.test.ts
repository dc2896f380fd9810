import { RateLimiter, sharedRateLimiter } from '../../nodes/polling/rateLimiter';
import { VirtualClock } from '../bench/virtualClock';

const WINDOW_MS = 60_500;
const HOUR_MS = 60 * 60_000;

const sleep = (clock: VirtualClock, ms: number) => clock.run(clock.sleep(ms));

function spend(budget: RateLimiter, count: number): void {
	for (let i = 0; i < count; i++) budget.spend();
}

/** As many are let in as the plan allows, and the next is refused. */
function learn(clock: VirtualClock, budget: RateLimiter, plan: number): void {
	spend(budget, plan + 1);
	for (let i = 0; i < plan; i++) budget.accepted(clock.now());
	budget.refused(clock.now(), 1_000);
}

describe('The minute budget', () => {
	let clock: VirtualClock;
	let budget: RateLimiter;

	beforeEach(() => {
		clock = new VirtualClock();
		budget = new RateLimiter(clock, 100);
	});

	it('gives each request back half a second after its minute', async () => {
		spend(budget, 60);
		await sleep(clock, 10_000);
		spend(budget, 40);
		expect(budget.left).toBe(0);
		expect(budget.freeAt).toBe(WINDOW_MS);
		expect(budget.moreAt).toBe(WINDOW_MS);
		await sleep(clock, WINDOW_MS - 10_000);
		expect(budget.left).toBe(60);
	});

	it('follows the credential when its limit is raised or lowered', () => {
		spend(budget, 50);
		budget.declare(60);
		expect(budget.left).toBe(10);
		budget.declare(20);
		expect(budget.left).toBe(0);
		budget.declare(1_000);
		expect(budget.left).toBe(950);
	});

	it('pauses for as long as a 429 says, and for a guess where that is less', async () => {
		budget.refused(clock.now(), 20_000);
		expect(budget.freeAt).toBe(20_000);
		await sleep(clock, 20_000);
		budget.refused(clock.now(), 0);
		expect(budget.freeAt).toBeGreaterThan(20_000 + 1_000);
	});

	it('counts a burst of 429s as one, and starts anew once a request is let in', async () => {
		for (let i = 0; i < 20; i++) budget.refused(clock.now(), 1_000);
		expect(budget.refusals).toBe(1);
		await sleep(clock, 5_000);
		budget.refused(clock.now());
		expect(budget.refusals).toBe(2);
		budget.accepted(0);
		expect(budget.refusals).toBe(2);
		await sleep(clock, 5_000);
		budget.accepted(clock.now());
		expect(budget.refusals).toBe(0);
	});

	it('learns from a 429 what the plan allows', () => {
		learn(clock, budget, 25);
		expect(budget.limit).toBe(25);
	});

	it('keeps what it learned until the credential says something else', () => {
		learn(clock, budget, 25);
		budget.declare(100);
		expect(budget.limit).toBe(25);
		budget.declare(200);
		expect(budget.limit).toBe(200);
	});

	it('takes a request that is let in the moment a pause is over for its end', async () => {
		budget.refused(clock.now(), 5_000);
		await sleep(clock, 5_000);
		budget.accepted(clock.now());
		expect(budget.refusals).toBe(0);
	});

	it('learns nothing where less was let in than any plan allows', () => {
		learn(clock, budget, 9);
		expect(budget.limit).toBe(100);
	});

	it('never learns more than was declared', async () => {
		learn(clock, budget, 25);
		await sleep(clock, 30_000);
		budget.declare(20);
		expect(budget.limit).toBe(20);
	});

	it('forgets what it learned when nobody used it for two minutes', async () => {
		learn(clock, budget, 25);
		await sleep(clock, 2 * WINDOW_MS);
		spend(budget, 1);
		expect(budget.limit).toBe(25);
		await sleep(clock, 2 * WINDOW_MS + 1);
		spend(budget, 1);
		expect(budget.limit).toBe(100);
	});

	it('tries twice as many after an hour in which it was never idle', async () => {
		await sleep(clock, 2 * HOUR_MS);
		learn(clock, budget, 25);
		for (let ms = 0; ms <= HOUR_MS; ms += 30_000) {
			expect(budget.limit).toBe(25);
			await sleep(clock, 30_000);
			spend(budget, 1);
		}
		expect(budget.limit).toBe(50);
	});
});

describe('The shared budget', () => {
	it('is the same for a token at an address, with the limit of the last credential', () => {
		const clock = new VirtualClock();
		const budget = sharedRateLimiter('token address', 10, clock);
		expect(sharedRateLimiter('token address', 60, clock)).toBe(budget);
		expect(budget.limit).toBe(60);
		expect(sharedRateLimiter('other address', 60, clock)).not.toBe(budget);
	});

	it('is forgotten when nobody used it for two minutes, and not earlier', async () => {
		const clock = new VirtualClock();
		const old = sharedRateLimiter('old', 10, clock);
		await sleep(clock, 2 * WINDOW_MS);
		sharedRateLimiter('new', 10, clock);
		expect(sharedRateLimiter('old', 10, clock)).toBe(old);
		await sleep(clock, 2 * WINDOW_MS + 1);
		sharedRateLimiter('new', 10, clock);
		expect(sharedRateLimiter('old', 10, clock)).not.toBe(old);
	});
});
