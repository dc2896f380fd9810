import type { Item } from '../../nodes/results/item';

/** An item whose request is settled; by default nobody was able to ask for it. */
export const itemResult = (changes: Partial<Item> = {}): Item => ({
	itemIndex: 0,
	input: { json: {} },
	requestId: 'r1',
	options: {},
	...changes,
});
