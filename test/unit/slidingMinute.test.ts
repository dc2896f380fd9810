import { SlidingWindow } from '../../nodes/polling/slidingWindow';

describe('A sliding minute', () => {
	it('forgets each moment when its time is over', () => {
		const minute = new SlidingWindow(60);
		for (const moment of [10, 20, 20, 30]) minute.add(moment);
		expect([69, 70, 79, 80, 90].map((now) => minute.count(now))).toEqual([4, 3, 3, 1, 0]);
	});

	it('says when no more than so many will be left', () => {
		const minute = new SlidingWindow(60);
		for (const moment of [10, 20, 30]) minute.add(moment);
		expect([2, 1, 0].map((count) => minute.downTo(count))).toEqual([70, 80, 90]);
		expect(minute.downTo(3)).toBe(-Infinity);
	});

	it('counts as well after thousands of moments', () => {
		const minute = new SlidingWindow(150);
		for (let now = 1; now <= 5_000; now++) {
			minute.add(now);
			expect(minute.count(now)).toBe(Math.min(now, 150));
			expect(minute.downTo(0)).toBe(now + 150);
		}
	});
});
