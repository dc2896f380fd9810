import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { CallFailure } from '../api/callFailure';
import type { OutputOptions } from './outputOptions';

/** One input item and the request that it asks for, or why it asks for none. */
export interface Item {
	itemIndex: number;
	input: INodeExecutionData;
	/** null where it could not be read. */
	requestId: string | null;
	options: OutputOptions;
	failure?: CallFailure;
}

/** An input item when the run is over: Bria's last body, or a failed call, or neither in time. */
export interface ItemResult extends Item {
	body?: IDataObject;
	file?: IBinaryData;
}
