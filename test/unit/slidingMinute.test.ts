import { SlidingMinute } from '../../nodes/BriaStatus/slidingMinute';

const minuteOf = (...moments: number[]) => {
	const minute = new SlidingMinute(60);
	for (const moment of moments) minute.add(moment);
	return minute;
};

describe('A sliding minute', () => {
	it.each([
		[59, 3],
		[60, 2],
		[69, 2],
		[70, 0],
		[1000, 0],
	])('at %i counts %i of the moments 0, 10 and 10', (now, count) => {
		expect(minuteOf(0, 10, 10).count(now)).toBe(count);
	});

	it('goes on counting after it has forgotten', () => {
		const minute = minuteOf(0);
		minute.count(60);
		minute.add(61);

		expect(minute.count(61)).toBe(1);
	});

	it.each([
		[2, 60],
		[1, 70],
		[0, 80],
	])('has no more than %i moments left at %i', (count, at) => {
		expect(minuteOf(0, 10, 20).downTo(count)).toBe(at);
	});

	it('has no more than so many at any time, where there are no more', () => {
		expect(minuteOf(0).downTo(1)).toBe(-Infinity);
	});
});
