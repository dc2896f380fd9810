import fc from '../../fastCheck';

import { PollHistory } from '../../../nodes/polling/pollHistory';
import { SlidingWindow } from '../../../nodes/polling/slidingWindow';
import { PriorityQueue } from '../../../nodes/polling/priorityQueue';
import { backoff } from '../../../nodes/polling/backoff';
import { VirtualClock } from '../../bench/virtualClock';

const HOUR_MS = 60 * 60_000;

describe('The memory of requests', () => {
	it('stays bounded, however many requests there are', () => {
		const memory = new PollHistory(new VirtualClock());
		for (let i = 0; i < 50_000; i++) memory.asked(`request-${i}`);
		expect(memory.size).toBeLessThanOrEqual(10_000);
		expect(memory.get('request-49999')).toBeDefined();
	});

	it('forgets a request that nobody has asked for in an hour', async () => {
		const clock = new VirtualClock();
		const memory = new PollHistory(clock);
		memory.asked('old');
		memory.seen('old');
		await clock.run(clock.sleep(HOUR_MS + 1));
		expect(memory.get('old')).toBeUndefined();
		memory.asked('new');
		expect(memory.size).toBe(1);
	});

	it('knows nothing of a request that was seen after it was forgotten', () => {
		const memory = new PollHistory(new VirtualClock());
		memory.seen('forgotten');
		expect(memory.get('forgotten')).toBeUndefined();
	});

	it('keeps when a request was first asked for, and that it was seen', async () => {
		const clock = new VirtualClock();
		const memory = new PollHistory(clock);
		memory.asked('a');
		memory.seen('a');
		await clock.run(clock.sleep(50 * 60_000));
		memory.asked('a');
		await clock.run(clock.sleep(50 * 60_000));
		expect(memory.get('a')?.wasSeen).toBe(true);
		expect(memory.get('a')?.firstAskedAt).toBeLessThan(1);
	});
});

describe('A sliding window', () => {
	it('counts like a list that is looked through', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(2_000), { maxLength: 3_000 }), fc.nat(50), (gaps, left) => {
				const window = new SlidingWindow(10_000);
				const moments: number[] = [];
				let now = 0;
				for (const gap of gaps) {
					now += gap;
					window.add(now);
					moments.push(now);
				}
				const inWindow = moments.filter((moment) => moment > now - 10_000);
				expect(window.count(now)).toBe(inWindow.length);
				const last = inWindow[inWindow.length - 1 - left];
				expect(window.whenDownTo(left)).toBe(last === undefined ? -Infinity : last + 10_000);
			}),
			{ numRuns: 200 },
		);
	});
});

describe('A priority queue', () => {
	it('gives back in order whatever was put in', () => {
		fc.assert(
			fc.property(fc.array(fc.integer()), (values) => {
				const queue = new PriorityQueue<number>((a, b) => a < b);
				for (const value of values) queue.push(value);
				expect(values.map(() => queue.pop())).toEqual([...values].sort((a, b) => a - b));
				expect(queue.first).toBeUndefined();
			}),
		);
	});
});

describe('A backoff', () => {
	it('doubles, with jitter, and never exceeds its longest', () => {
		expect([1, 2, 3, 4].map((failures) => backoff(failures, 60_000, 0.5))).toEqual([
			...[1_000, 2_000, 4_000, 8_000],
		]);
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 10_000 }),
				fc.double({ min: 0, max: 0.999, noNaN: true }),
				(n, random) => {
					expect(backoff(n, 60_000, random)).toBeLessThanOrEqual(60_000);
					expect(backoff(n, 60_000, random)).toBeGreaterThanOrEqual(750);
				},
			),
		);
	});
});
