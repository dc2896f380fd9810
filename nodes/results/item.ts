import type { INodeExecutionData } from 'n8n-workflow';

import type { CallFailure } from '../api/callFailure';
import type { JobResult } from './jobResult';

/**
 * One input item: the request that it asks for and, once the run is over, what became of it; or why it
 * asks for none.
 */
export interface Item extends JobResult {
	itemIndex: number;
	input: INodeExecutionData;
	/** Why Bria refused the item's submission, if the node before says so. */
	refusedBefore?: CallFailure;
}
