import type {
	IDataObject,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { type BriaCredential, readCredential } from '../api/credential';
import { readStatusBody } from '../api/statusBody';
import { TokenRedactor } from '../api/tokenRedactor';
import { MAIN } from '../results/onError';
import { type OutputOptions, readOutputOptions } from '../results/outputOptions';
import { route } from '../results/outputs';
import { accept, forget } from './deliveries';
import { parameters } from './parameters';
import { type Delivery, deliveryId, isFromBria } from './signature';

/** A job that is not over has none. Saved workflows refer to the outputs by position. */
const OUTPUT_NAMES = ['Completed', 'Error', 'Unknown'];

/** Answers a delivery that starts nothing, without a word on why. */
function refuse(context: IWebhookFunctions, statusCode: 400 | 401): IWebhookResponseData {
	const text = { 400: 'Bad Request', 401: 'Unauthorized' }[statusCode];
	context.getResponseObject().status(statusCode).send(text).end();
	return { noWebhookResponse: true };
}

/** @returns undefined where no signature can be checked, which the log tells: Bria cannot help it */
async function credentialOf(context: IWebhookFunctions): Promise<BriaCredential | undefined> {
	try {
		return await readCredential(context);
	} catch (error) {
		context.logger.warn(`Bria Trigger refuses all deliveries: ${(error as Error).message}`);
		return undefined;
	}
}

async function toOutputs(
	requestId: string,
	body: IDataObject,
	options: OutputOptions,
): Promise<INodeExecutionData[][]> {
	const result = { itemIndex: 0, input: { json: {} }, requestId, body, options };
	const outputs = await route([result], { asTool: false, toErrorOutput: false });
	return outputs.slice(0, OUTPUT_NAMES.length);
}

export class BriaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bria Trigger',
		name: 'briaTrigger',
		icon: { light: 'file:../../icons/bria.svg', dark: 'file:../../icons/bria.dark.svg' },
		group: ['trigger'],
		version: 1,
		description: 'Starts the workflow when Bria reports that a request is finished',
		eventTriggerDescription: 'Submit a job to Bria with this URL as its webhook_url',
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

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const credential = await credentialOf(this);
		const delivery: Delivery = {
			headers: this.getHeaderData() as IDataObject,
			rawBody: this.getRequestObject().rawBody ?? Buffer.alloc(0),
		};
		if (!credential || !isFromBria(delivery, credential.apiToken, Date.now())) {
			return refuse(this, 401);
		}
		const id = deliveryId(delivery);
		const body = readStatusBody(delivery.rawBody, id, new TokenRedactor(credential.apiToken));
		if (!body) return refuse(this, 400);
		if (body.status === 'IN_PROGRESS') return { webhookResponse: 'The request is not finished' };

		const options = readOutputOptions((name, fallback) => this.getNodeParameter(name, fallback));
		if (!accept(this, id)) return { webhookResponse: 'Received before' };

		const response = this.getResponseObject();
		response.once('finish', () => {
			if (response.statusCode >= 400) forget(this, id);
		});
		return { workflowData: await toOutputs(id, body, options) };
	}
}
