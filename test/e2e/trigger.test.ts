import axios from 'axios';
import type { INode } from 'n8n-workflow';

import { headersOf } from '../delivery';
import type { WorkflowFile } from '../workflowFile';
import { eventually } from './eventually';
import { outputsOf } from './execution';
import { useN8n } from './useN8n';

const n8n = useN8n();

const node = (name: string, type: string, more: Partial<INode> = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...more,
});

/** Bria Trigger alone, with a node behind each output. */
function startedByBria(name: string, webhookId: string, parameters = {}): WorkflowFile {
	const outputs = ['Completed', 'Error', 'Unknown'];
	return {
		name,
		nodes: [
			node('Bria Trigger', 'n8n-nodes-bria.briaTrigger', { webhookId, parameters }),
			...outputs.map((output) => node(output, 'n8n-nodes-base.noOp')),
		],
		connections: {
			'Bria Trigger': {
				main: outputs.map((output) => [{ node: output, type: 'main', index: 0 }]),
			},
		},
	};
}

async function deliver(path: string, id: string, body: object, token = n8n().bria.token) {
	const text = JSON.stringify(body);
	return await axios.post(`${n8n().client.origin}/${path}`, text, {
		headers: headersOf({ token, id, body: text }),
		validateStatus: () => true,
	});
}

test('an activated workflow is started by what Bria delivers, and by nothing else', async () => {
	const { client, save } = n8n();
	const webhookId = '5d1d4f0c-6f0e-4c53-9c5a-0d8e6f1f5b11';
	const id = await save(startedByBria('Started by Bria', webhookId));
	await client.activate(id);
	const path = `webhook/${webhookId}/webhook`;
	const { status, data } = await eventually(
		() => deliver(path, 'a1', { status: 'COMPLETED', request_id: 'a1', result: {} }),
		(answer) => answer.status !== 404,
	);
	console.log(status, data);
	const refused = await deliver(path, 'a2', { status: 'COMPLETED' }, 'other');
	console.log(refused.status, refused.data);
	const again = await deliver(path, 'a1', { status: 'COMPLETED', request_id: 'a1', result: {} });
	console.log(again.status, again.data);
	for (const [request, s] of [['a3', 'ERROR'], ['a4', 'UNKNOWN'], ['a5', 'STRANGE'], ['a6','IN_PROGRESS']] as const) {
		const r = await deliver(path, request, { status: s, request_id: request });
		console.log(r.status, r.data);
	}
	const executions = await eventually(
		() => client.executions(id),
		(all) => all.filter(({ status: s }) => s === 'success').length >= 4,
	);
	for (const { id: e } of executions) {
		const x = await client.execution(e);
		console.log(x.status, JSON.stringify(outputsOf(x, 'Bria Trigger')));
	}
	console.log(JSON.stringify(await client.workflow(id)).slice(0, 3000));
	const bad = await axios.post(`${client.origin}/${path}`, '{"secret-thing": ', { headers: { 'content-type': 'application/json' }, validateStatus: () => true });
	console.log(bad.status, bad.data);
	const get = await axios.get(`${client.origin}/${path}`, { validateStatus: () => true });
	console.log(get.status, get.data);
});
