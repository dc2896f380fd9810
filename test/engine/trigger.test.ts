import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import { headersOf, nowInSeconds } from '../delivery';
import { useTrigger } from './useTrigger';
import { activate } from './webhook';

const { bria, open } = useTrigger();

const completed = (id: string) => ({
	status: 'COMPLETED',
	request_id: id,
	result: { image_url: bria().fileUrl(id) },
});

/** The request IDs on each output, execution by execution. */
const idsOf = (executions: Array<Array<Array<{ json: IDataObject }>>>) =>
	executions.map((outputs) => outputs.map((items) => items.map(({ json }) => json.request_id)));

test("a completed job leaves by Completed, as Bria's body says it", async () => {
	const webhook = await open();

	const { status } = await webhook.deliver('a', completed('a'));

	expect(status).toBe(200);
	expect(webhook.executions).toMatchObject([[[{ json: completed('a') }], [], []]]);
});

test('a job that failed leaves by Error, with a message that can be posted as it is', async () => {
	const webhook = await open();
	const error = { code: 500, message: 'Out of ideas', details: '' };

	await webhook.deliver('a', { status: 'ERROR', request_id: 'a', error });
	await webhook.deliver('b', { status: 'FAILED', request_id: 'b', error });

	expect(idsOf(webhook.executions)).toEqual([
		[[], ['a'], []],
		[[], ['b'], []],
	]);
	expect(webhook.executions[0]?.[1]?.[0]?.json).toMatchObject({
		status: 'ERROR',
		error,
		message: expect.stringContaining('Out of ideas'),
	});
});

test('what is neither completed nor failed leaves by Unknown, with a message', async () => {
	const webhook = await open();

	await webhook.deliver('a', { status: 'UNKNOWN', request_id: 'a' });
	await webhook.deliver('b', { status: 'ASLEEP', request_id: 'b' });

	expect(idsOf(webhook.executions)).toEqual([
		[[], [], ['a']],
		[[], [], ['b']],
	]);
	const messages = webhook.executions.map((outputs) => outputs[2]?.[0]?.json.message);
	expect(messages).toEqual([expect.any(String), expect.stringContaining('ASLEEP')]);
});

test("a body without status is read as Bria's SDKs read it", async () => {
	const webhook = await open();

	await webhook.deliver('a', { request_id: 'a', result: { seed: 1 } });
	await webhook.deliver('b', { request_id: 'b', error: { code: 1, message: 'No', details: '' } });
	await webhook.deliver('c', { request_id: 'c' });
	await webhook.deliver('d', { result: { seed: 1 } });

	expect(idsOf(webhook.executions)).toEqual([
		[['a'], [], []],
		[[], ['b'], []],
		[[], [], ['c']],
		[['d'], [], []],
	]);
});

test.each([null, '', { id: 'b' }])(
	'a body whose request_id is %j has that of the headers',
	async (request_id) => {
		const webhook = await open();

		await webhook.deliver('a', { status: 'COMPLETED', request_id, result: { seed: 1 } });

		expect(idsOf(webhook.executions)).toEqual([[['a'], [], []]]);
	},
);

test('a job that is not over starts nothing, and is not taken for the delivery of its end', async () => {
	const webhook = await open();

	const early = await webhook.deliver('a', { status: 'IN_PROGRESS', request_id: 'a' });
	await webhook.deliver('a', completed('a'));

	expect(early.status).toBe(200);
	expect(idsOf(webhook.executions)).toEqual([[['a'], [], []]]);
});

test('the options hold as in Bria Status', async () => {
	const webhook = await open({
		parameters: { options: { simplify: true, parseStructuredPrompt: true } },
	});

	await webhook.deliver('a', {
		...completed('a'),
		result: { image_url: bria().fileUrl('a'), structured_prompt: '{"mood":"calm"}' },
	});

	expect(webhook.executions[0]?.[0]?.[0]?.json).toMatchObject({
		result_url: bria().fileUrl('a'),
		structured_prompt: { mood: 'calm' },
	});
});

describe('who is not Bria', () => {
	const forged = (body: string) => headersOf({ token: 'guessed', id: 'a', body });

	test('is told 401 and nothing more, whatever is wrong', async () => {
		const webhook = await open();
		const body = JSON.stringify(completed('a'));
		const good = headersOf({ token: bria().token, id: 'a', body });
		const old = { token: bria().token, id: 'a', body, timestamp: nowInSeconds() - 3700 };
		const post = (headers: object, content = body) =>
			axios.post(webhook.url, content, {
				headers,
				validateStatus: () => true,
				transformRequest: (data) => data,
			});

		const answers = [
			await post({ 'Content-Type': 'application/json' }),
			await post({ ...good, 'Bria-Webhook-Signature': '' }),
			await post(forged(body)),
			await post(good, body.replace('COMPLETED', 'ERROR')),
			await post(good, JSON.stringify(JSON.parse(body), null, 1)),
			await post(headersOf(old)),
			await post({ ...forged('[1]') }, '[1]'),
			await post({ ...forged(''), 'Content-Type': 'text/plain' }, ''),
			await post(forged('{}'), JSON.stringify('x'.repeat(6_000_000))),
		];

		const seen = answers.map(({ status, data, headers }) => [
			status,
			data,
			headers['content-type'],
		]);
		expect(new Set(seen.map((one) => JSON.stringify(one)))).toEqual(
			new Set([JSON.stringify(seen[0])]),
		);
		expect(seen[0]?.slice(0, 2)).toEqual([401, 'Unauthorized']);
		expect(webhook.executions).toEqual([]);
		expect(webhook.logged).toEqual([]);
	});

	test('cannot have a later delivery of Bria taken for a second one', async () => {
		const webhook = await open();

		await webhook.deliver('a', completed('a'), { token: 'guessed' });
		await webhook.deliver('a', completed('a'));

		expect(idsOf(webhook.executions)).toEqual([[['a'], [], []]]);
	});

	test('is refused as well where the credential holds no token', async () => {
		const webhook = await open({ credential: { apiToken: '', baseUrl: bria().baseUrl } });

		const { status } = await webhook.deliver('a', completed('a'), { token: '' });

		expect(status).toBe(401);
		expect(webhook.executions).toEqual([]);
		expect(webhook.logged).toEqual([expect.stringContaining('The API Token is empty')]);
	});
});

test('a workflow is not activated with a credential that cannot check any signature', async () => {
	const { token: apiToken, baseUrl } = bria();

	await activate({ credential: { apiToken, baseUrl } });
	await expect(activate({ credential: { apiToken: '', baseUrl } })).rejects.toThrow(
		'The API Token is empty',
	);
});

test.each([
	['a list', '[{"status":"COMPLETED"}]'],
	['a text', '"COMPLETED"'],
	['null', 'null'],
	['a number', '7'],
	['nothing', ''],
	['an object without anything of Bria', '{"hello":"world"}'],
	['a status that is no text', '{"status":{"$ne":null}}'],
	['more than 100 levels', `{"status":"COMPLETED","result":${'['.repeat(101)}${']'.repeat(101)}}`],
	[
		'more than 5 MB',
		JSON.stringify({ status: 'COMPLETED', result: { text: 'x'.repeat(5_000_001) } }),
	],
])('nonsense is refused with 400 though it is signed: %s', async (_, body) => {
	const webhook = await open();

	const { status } = await webhook.deliver('a', body);

	expect(status).toBe(400);
	expect(webhook.executions).toEqual([]);
	expect(webhook.logged).toEqual([]);
	await webhook.deliver('a', completed('a'));
	expect(idsOf(webhook.executions)).toEqual([[['a'], [], []]]);
});

test('no JSON at all is refused, whatever it says it is', async () => {
	const webhook = await open();

	const { status } = await webhook.deliver('a', '<html>', {
		headers: { 'Content-Type': 'text/html' },
	});

	expect(status).toBe(400);
	expect(webhook.executions).toEqual([]);
});

test('the bytes are what is signed: JSON that n8n would write otherwise is taken', async () => {
	const webhook = await open();
	const odd =
		'{ "request_id":"a", "status" : "COMPLETED",\r\n"result":{"seed":1.0,"text":"\\u00e9é"}}\n';

	const { status } = await webhook.deliver('a', odd);

	expect(status).toBe(200);
	expect(webhook.executions[0]?.[0]?.[0]?.json.result).toEqual({ seed: 1, text: 'éé' });
});

test('a token that was changed in the credential holds from the next delivery on', async () => {
	const webhook = await open();
	await webhook.deliver('a', completed('a'));

	const old = bria().token;
	webhook.credential.apiToken = 'a-new-token';
	const answers = [
		await webhook.deliver('b', completed('b'), { token: old }),
		await webhook.deliver('c', completed('c')),
	];

	expect(answers.map(({ status }) => status)).toEqual([401, 200]);
	expect(idsOf(webhook.executions)).toEqual([
		[['a'], [], []],
		[['c'], [], []],
	]);
});

test('the API token is in no item, though a delivery quotes it', async () => {
	const webhook = await open();

	await webhook.deliver('a', { status: 'ERROR', error: { message: `Bad ${bria().token}` } });

	expect(JSON.stringify(webhook.executions)).toContain('Bad ***');
});

describe('a second delivery', () => {
	test('is answered 200 and starts nothing', async () => {
		const webhook = await open();

		const answers = [
			await webhook.deliver('a', completed('a')),
			await webhook.deliver('a', completed('a')),
			await webhook.deliver('a', completed('a'), { timestamp: nowInSeconds() - 60 }),
		];

		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(idsOf(webhook.executions)).toEqual([[['a'], [], []]]);
	});

	test('at the same moment starts nothing either', async () => {
		const webhook = await open();

		await Promise.all(Array.from({ length: 5 }, () => webhook.deliver('a', completed('a'))));

		expect(idsOf(webhook.executions)).toEqual([[['a'], [], []]]);
	});

	test('is accepted where n8n could not start an execution for the first', async () => {
		const webhook = await open();
		webhook.failNextStart();

		const first = await webhook.deliver('a', completed('a'));
		const second = await webhook.deliver('a', completed('a'));

		expect([first.status, second.status]).toEqual([500, 200]);
		expect(idsOf(webhook.executions)).toEqual([[['a'], [], []]]);
	});

	test('is a first one for another workflow, and for the test URL', async () => {
		const [one, other, test] = [
			await open(),
			await open({ workflowId: 'another' }),
			await open({ mode: 'manual' }),
		];

		for (const webhook of [one, other, test]) await webhook.deliver('a', completed('a'));

		expect([one, other, test].map(({ executions }) => executions.length)).toEqual([1, 1, 1]);
	});

	test('of a thousand jobs in any order starts nothing', async () => {
		const webhook = await open();
		const ids = Array.from({ length: 1000 }, (_, i) => `job-${i}`);
		const deliveries = [...ids, ...ids.filter((_, i) => i % 10 === 0)];

		const statuses = new Set<number>();
		for (let i = 0; i < deliveries.length; i += 50) {
			const some = deliveries.slice(i, i + 50);
			const answers = await Promise.all(some.map((id) => webhook.deliver(id, completed(id))));
			for (const { status } of answers) statuses.add(status);
		}

		expect([...statuses]).toEqual([200]);
		const arrived = webhook.executions.map((outputs) => outputs[0]?.[0]?.json.request_id);
		expect(arrived.sort()).toEqual(ids.sort());
	});
});
