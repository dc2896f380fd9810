import fc from 'fast-check';

import { PriorityQueue } from '../../nodes/polling/priorityQueue';

test('a heap gives back in order what was put in, in whatever order', () => {
	fc.assert(
		fc.property(fc.array(fc.option(fc.integer(), { nil: 'pop' as const })), (steps) => {
			const heap = new PriorityQueue<number>((a, b) => a < b);
			const expected: number[] = [];
			for (const step of steps) {
				if (step === 'pop') {
					expect(heap.pop()).toBe(expected.shift());
				} else {
					heap.push(step);
					expected.push(step);
					expected.sort((a, b) => a - b);
				}
				expect(heap.first).toBe(expected[0]);
			}
		}),
	);
});
