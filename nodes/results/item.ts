import type { INodeExecutionData } from 'n8n-workflow';

import type { CallFailure } from '../api/callFailure';
import type { Job } from './job';

/** One input item and the request that it asks for, or why it asks for none. */
export interface Item extends Job {
	itemIndex: number;
	input: INodeExecutionData;
	/** Why Bria refused the item's submission, if the node before says so. */
	refusedBefore?: CallFailure;
}

/** An input item when the run is over. */
export type ItemResult = Item;
