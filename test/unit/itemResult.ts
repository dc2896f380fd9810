import type { ItemResult } from '../../nodes/results/item';

/** An item whose request is settled; by default it has no answer. */
export const itemResult = (changes: Partial<ItemResult> = {}): ItemResult => ({
	itemIndex: 0,
	input: { json: {} },
	requestId: 'r1',
	options: {},
	...changes,
});
