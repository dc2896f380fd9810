import axios from 'axios';
import type { INode } from 'n8n-workflow';

import { headersOf } from '../delivery';
import { heldBack } from '../simulator';
import type { WorkflowFile } from '../workflowFile';
import { eventually } from './eventually';
import { outputsOf } from './execution';
import { useN8n } from './useN8n';

const n8n = useN8n();

/** The path of a webhook is made of its ID, so every test has its own. */
function startedByBria(name: string, webhookId: string, parameters = {}): WorkflowFile {
	const trigger: INode = {
		id: 'b41a0000-0000-4000-8000-0000000000e1',
		name: 'Bria Trigger',
		type: 'n8n-nodes-bria.briaTrigger',
		typeVersion: 1,
		position: [0, 0],
		webhookId,
		parameters,
	};
	return { name, nodes: [trigger], connections: {} };
}

const completed = (id: string) => ({
	status: 'COMPLETED',
	request_id: id,
	result: { image_url: n8n().bria.fileUrl(id) },
});

async function deliver(path: string, id: string, content: object, token = n8n().bria.token) {
	const body = JSON.stringify(content);
	return await axios.post(`${n8n().client.origin}/${path}/webhook`, body, {
		headers: headersOf({ token, id, body }),
		validateStatus: () => true,
	});
}

/** The workflow's executions, as soon as so many have ended. */
async function ended(workflowId: string, count: number) {
	const { client } = n8n();
	const executions = await eventually(
		() => client.executions(workflowId),
		(all) =>
			all.filter(({ status }) => status === 'success').length >= count &&
			all.every(({ status }) => !['new', 'running'].includes(status)),
	);
	return await Promise.all(executions.map(({ id }) => client.execution(id)));
}

test('an activated workflow is started by what Bria delivers, once, and by nobody else', async () => {
	const { client, save } = n8n();
	const webhookId = '5d1d4f0c-0000-4000-8000-000000000001';
	const workflowId = await save(startedByBria('Started by Bria', webhookId));
	await client.activate(workflowId);
	const path = `webhook/${webhookId}`;

	// n8n registers it a moment later.
	await eventually(
		() => deliver(path, 'a', completed('a'), 'guessed'),
		({ status }) => status !== 404,
	);
	const answers = [
		await deliver(path, 'a', completed('a'), 'guessed'),
		await deliver(path, 'a', completed('a')),
		await deliver(path, 'a', completed('a')),
		await deliver(path, 'b', { status: 'ERROR', request_id: 'b' }),
		await deliver(path, 'c', { status: 'ASLEEP', request_id: 'c' }),
		await deliver(path, 'd', []),
	];

	expect(answers.map(({ status, data }) => [status, data])).toEqual([
		[401, 'Unauthorized'],
		[200, ''],
		[200, 'Received before'],
		[200, ''],
		[200, ''],
		[400, 'Bad Request'],
	]);
	const executions = await ended(workflowId, 3);
	const left = executions.map((execution) =>
		outputsOf(execution, 'Bria Trigger').map((items) => items.map(({ json }) => json.request_id)),
	);
	expect(left.reverse()).toEqual([
		[['a'], [], []],
		[[], ['b'], []],
		[[], [], ['c']],
	]);
});

test('ten results at once are downloaded after the answers, and are kept with their executions', async () => {
	const { client, save, bria } = n8n();
	const webhookId = '5d1d4f0c-0000-4000-8000-000000000002';
	const workflowId = await save(startedByBria('Downloads', webhookId, { downloadResult: true }));
	await client.activate(workflowId);
	const path = `webhook/${webhookId}`;
	await eventually(
		() => deliver(path, 'a', completed('a'), 'guessed'),
		({ status }) => status !== 404,
	);
	const { file, letCome } = heldBack();
	const ids = Array.from({ length: 10 }, () => bria.addJob({ file }));

	const answers = await Promise.all(ids.map((id) => deliver(path, id, completed(id))));
	const executionsByThen = (await client.executions(workflowId)).length;
	letCome();

	expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
	expect(executionsByThen).toBe(0);
	const executions = await ended(workflowId, 10);
	const files = executions.map(
		(execution) => outputsOf(execution, 'Bria Trigger')[0]?.[0]?.binary?.data,
	);
	expect(files.map((file) => file?.fileName).sort()).toEqual(ids.map((id) => `${id}.png`).sort());
	for (const file of files) {
		const query = new URLSearchParams({ id: String(file?.id), action: 'view' });
		const content = await client.file<string>(`/rest/binary-data?${query}`);
		expect(content.slice(1, 4)).toBe('PNG');
	}
});

test('Listen for test event: the first delivery to the test URL is taken, and production is not touched', async () => {
	const { client, save } = n8n();
	const webhookId = '5d1d4f0c-0000-4000-8000-000000000003';
	const workflowId = await save(startedByBria('Listening', webhookId));
	await client.activate(workflowId);
	await eventually(
		() => deliver(`webhook/${webhookId}`, 'a', completed('a'), 'guessed'),
		({ status }) => status !== 404,
	);

	await client.execute(workflowId);
	const answers = [
		await deliver(`webhook-test/${webhookId}`, 'a', completed('a'), 'guessed'),
		await deliver(`webhook-test/${webhookId}`, 'a', completed('a')),
		await deliver(`webhook/${webhookId}`, 'a', completed('a')),
	];

	expect(answers.map(({ status }) => status)).toEqual([401, 200, 200]);
	const executions = await ended(workflowId, 2);
	const received = executions.map((execution) => outputsOf(execution, 'Bria Trigger')[0]?.length);
	expect(received).toEqual([1, 1]);
});
