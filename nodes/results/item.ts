import type { INodeExecutionData } from 'n8n-workflow';

import type { Job } from './job';

/** One input item and the request that it asks for, or why it asks for none. */
export interface Item extends Job {
	itemIndex: number;
	input: INodeExecutionData;
}

/** An input item when the run is over. */
export type ItemResult = Item;
