import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { CallFailure } from '../api/callFailure';
import type { OutputOptions } from './outputOptions';

/**
 * What is known of one request when its item leaves, from status calls or a webhook.
 * Bria's last body, or a failed call; neither where Bria could not be asked, or did not answer, in time.
 */
export interface JobResult {
	/** null where the item names none. */
	requestId: string | null;
	options: OutputOptions;
	body?: IDataObject;
	/** The status that the body was read to have. Default: what it says itself. */
	status?: string;
	failure?: CallFailure;
	/** Whether Bria was asked, and the time to wait was over before its first answer. Default false. */
	isUnanswered?: boolean;
	/** The result's files, in the order of the answer. */
	files?: IBinaryData[];
	/** The item that asked for the request, where there is one. */
	input?: INodeExecutionData;
}

/** The job's status in Bria's words; undefined for a failed call, and where nobody has asked. */
export function statusOf({ failure, body, status }: JobResult): string | undefined {
	if (failure || !body) return undefined;
	return status ?? (typeof body.status === 'string' ? body.status : undefined);
}
