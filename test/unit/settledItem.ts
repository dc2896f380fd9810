import type { SettledItem } from '../../nodes/BriaStatus/outputs';

/** An item whose request is settled; by default it has no answer. */
export const settledItem = (changes: Partial<SettledItem> = {}): SettledItem => ({
	itemIndex: 0,
	input: { json: {} },
	requestId: 'r1',
	options: {},
	...changes,
});
