import type {
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { type BriaCredential, readCredential } from '../api/credential';
import { systemClock } from '../api/systemClock';
import { type DownloadResult, Downloads } from '../files/downloads';
import { limitConcurrency } from '../files/limitConcurrency';
import type { JobResult } from '../results/jobResult';
import { MAIN } from '../results/onError';
import { readOutputOptions } from '../results/outputOptions';
import { toOutputItem } from '../results/outputItem';
import { outputOf } from '../results/outputs';
import { accept, forget } from './accepted';
import { idOf, readDelivery, readReport } from './delivery';
import { parameters } from './parameters';
import { isFromBria } from './signature';

/** As in Bria Status, without In Progress. Saved workflows refer to them by position. */
const OUTPUT_NAMES = ['Completed', 'Error', 'Unknown'];

/** The most results that are downloaded at a time, however many deliveries arrive at once. */
const whenFree = limitConcurrency(50);

/** Answers a delivery that starts nothing, without a word on why. */
function refuse(context: IWebhookFunctions, statusCode: 400 | 401): IWebhookResponseData {
	const text = { 400: 'Bad Request', 401: 'Unauthorized' }[statusCode];
	context.getResponseObject().status(statusCode).send(text).end();
	return { noWebhookResponse: true };
}

/** @returns undefined where no signature can be checked; n8n's log says why, since Bria cannot be told */
async function credentialOf(context: IWebhookFunctions): Promise<BriaCredential | undefined> {
	try {
		return await readCredential(context);
	} catch (error) {
		context.logger.warn(`Bria Trigger takes no deliveries: ${(error as Error).message}`);
		return undefined;
	}
}

async function download(
	context: IWebhookFunctions,
	{ baseUrl }: BriaCredential,
	{ requestId, body = {} }: JobResult,
): Promise<DownloadResult> {
	const downloads = new Downloads(context, { baseUrl, clock: systemClock });
	try {
		return await whenFree(async () => await downloads.start(String(requestId), body));
	} finally {
		// Otherwise all that came with the delivery would stay in memory.
		downloads.end();
	}
}

function toOutputs(job: JobResult): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = OUTPUT_NAMES.map(() => []);
	outputs[outputOf(job)]?.push(toOutputItem(job));
	return outputs;
}

export class BriaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bria Trigger',
		name: 'briaTrigger',
		icon: { light: 'file:../../icons/bria.svg', dark: 'file:../../icons/bria.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'On Finished Job',
		// n8n's nodes panel has one entry for Bria and this trigger, and shows this text for both.
		description:
			'Makes and changes images and videos with Bria, and starts a workflow when one is finished',
		eventTriggerDescription:
			'Waiting for you to submit a job to Bria with the Test URL as its webhook URL',
		defaults: { name: 'Bria Trigger' },
		inputs: [],
		outputs: OUTPUT_NAMES.map(() => MAIN),
		outputNames: OUTPUT_NAMES,
		credentials: [{ name: 'briaApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties: parameters,
	};

	/** Bria has no list of webhooks to enter this one in: each submission names the URL. */
	webhookMethods = {
		default: {
			checkExists: async () => false,
			/** Refuses to activate the workflow with a credential that cannot check any signature. */
			async create(this: IHookFunctions) {
				await readCredential(this);
				return true;
			},
			delete: async () => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const credential = await credentialOf(this);
		const delivery = readDelivery(this);
		if (!credential || !isFromBria(delivery, credential.apiToken, Date.now())) {
			return refuse(this, 401);
		}
		const report = readReport(delivery, credential.apiToken);
		if (!report) return refuse(this, 400);
		if (report.status === 'IN_PROGRESS') return { webhookResponse: 'The job is not over' };

		const options = readOutputOptions((name, fallback) => this.getNodeParameter(name, fallback));
		const id = idOf(delivery);
		if (!accept(this, id)) return { webhookResponse: 'Received before' };

		const job: JobResult = { ...report, options };
		const response = this.getResponseObject();
		if (options.fileField !== undefined && report.status === 'COMPLETED') {
			// Bria gives up after 10 seconds. n8n itself answers only when it has the item.
			response.status(200).end();
			const result = await download(this, credential, job);
			return { noWebhookResponse: true, workflowData: toOutputs({ ...job, ...result }) };
		}
		response.once('finish', () => {
			if (response.statusCode >= 400) forget(this, id);
		});
		return { workflowData: toOutputs(job) };
	}
}
