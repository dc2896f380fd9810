import type { IDataObject } from 'n8n-workflow';

/** One job for Bria. */
export interface JobRequest {
	/** The endpoint, below the Base URL. */
	path: string;
	body: IDataObject;
	/** What the form calls Bria's fields, by their names. Empty for a custom endpoint. */
	labels: ReadonlyMap<string, string>;
	/** Whether the user named the endpoint. */
	isCustom: boolean;
}
