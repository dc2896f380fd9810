import type { IDataObject, INode, INodeType } from 'n8n-workflow';

import type { SavedCredentials } from './credentialsHelper';
import { startWorkflow, taskOf } from './engine';
import { credentials } from './package';

const TYPE = 'briaApi';

function testRequest() {
	const test = credentials.find(({ name }) => name === TYPE)?.test;
	if (!test) throw new Error(`The credential "${TYPE}" has no test`);
	return test;
}

/** n8n tests a credential so: a node is made of its test request, and executed by n8n-core. */
export const credentialTest: INodeType = {
	description: {
		displayName: 'Credential Test',
		name: 'credentialTest',
		group: ['transform'],
		version: 1,
		description: 'Sends the test request of the credential',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: TYPE, required: true }],
		requestDefaults: {},
		properties: [
			{
				displayName: 'Temp',
				name: 'temp',
				type: 'string',
				default: '',
				routing: { request: testRequest().request },
			},
		],
	},
};

/** What the Test button of a credential says. */
export interface Verdict {
	status: 'OK' | 'Error';
	message?: string;
}

/** What is in an answer under a key such as `error.code`. */
function get(body: IDataObject | undefined, key: string): unknown {
	return key.split('.').reduce<unknown>((value, part) => (value as IDataObject)?.[part], body);
}

/** Tests a credential, and reads the outcome by the credential's rules as n8n does. */
export async function testCredential(credential: SavedCredentials[string]): Promise<Verdict> {
	const common = { typeVersion: 1, parameters: {}, position: [0, 0] as INode['position'] };
	const file = {
		name: 'Test',
		nodes: [
			{ ...common, id: '1', name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{
				...common,
				id: '2',
				name: 'Test',
				type: credentialTest.description.name,
				credentials: { [TYPE]: { id: '1', name: 'Bria' } },
			},
		],
		connections: { Start: { main: [[{ node: 'Test', type: 'main' as const, index: 0 }]] } },
	};
	const run = await startWorkflow(file, { [TYPE]: credential }, { Start: [{ json: {} }] }).finished;

	const { error, data } = taskOf(run, 'Test');
	const httpCode = Number(error && 'httpCode' in error ? error.httpCode : undefined);
	const body = data?.main?.[0]?.[0]?.json;
	const rule = testRequest().rules?.find(({ type, properties }) =>
		type === 'responseCode'
			? properties.value === httpCode
			: get(body, properties.key) === properties.value,
	);
	if (!error && !rule) return { status: 'OK' };
	return { status: 'Error', message: rule?.properties.message ?? error?.message };
}
