import { startSimulator, signWebhook, type Simulator, type SimulatorOptions } from './index';
import { listen, type LoopbackServer } from './loopbackServer';
import { ask, pause, submit, until } from './testClient';

interface Hook {
	headers: Record<string, string | string[] | undefined>;
	body: string;
}

let bria: Simulator;
let server: LoopbackServer;
let hooks: Hook[];
/** What the receiver answers next; afterwards 200. `0`: nothing. */
let answers: number[];

beforeEach(async () => {
	[hooks, answers] = [[], []];
	server = await listen((request, response) => {
		let body = '';
		request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
		request.on('end', () => {
			hooks.push({ headers: request.headers, body });
			const statusCode = answers.shift() ?? 200;
			if (statusCode > 0) response.writeHead(statusCode).end();
		});
	});
});

afterEach(() => Promise.all([bria?.close(), server.close()]));

async function start(options?: SimulatorOptions): Promise<void> {
	bria = await startSimulator({ webhooks: { timeScale: 0.0001, timeoutMs: 3_000 }, ...options });
}

const job = (more = {}) => bria.addJob({ webhookUrl: `${server.origin}/hook`, ...more });

test('signatures are those of Bria’s SDKs', () => {
	const id = 'req_contract_test_001';
	const result = '{"url":"https://cdn.bria.ai/final.png"}';
	const body = `{"status":"COMPLETED","result":${result},"request_id":"${id}"}`;
	expect(signWebhook('contract-test-shared-token', id, '1700000000', body)).toBe(
		'v1=muClfnkuIXEqW69htILKVEwJdzC0LWB1tP53ptLm7SM=',
	);
});

test('who submits with a webhook_url is told once, with the body of a status answer', async () => {
	await start();
	const body = { prompt: 'a fox [0.1s]', webhook_url: `${server.origin}/hook` };
	const { data } = await submit(bria, '/image/generate', body);
	await until(() => hooks.length > 0);
	const [hook] = hooks as [Hook];
	expect(JSON.parse(hook.body)).toEqual((await ask(bria, data.request_id)).data);
	const { 'bria-webhook-timestamp': timestamp, ...headers } = hook.headers;
	expect(headers).toMatchObject({
		'content-type': 'application/json',
		'bria-webhook-id': data.request_id,
		'bria-webhook-signature': signWebhook(bria.token, data.request_id, `${timestamp}`, hook.body),
	});
	expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60);
	expect(headers).not.toHaveProperty('api_token');
	await pause(50);
	expect(hooks).toHaveLength(1);
});

test('nobody is told of a job that is not over', async () => {
	await start();
	const body = { prompt: 'a fox [never]', webhook_url: `${server.origin}/hook` };
	const { data } = await submit(bria, '/image/generate', body);
	await pause(50);
	expect(hooks).toEqual([]);
	bria.finish(data.request_id);
	await until(() => hooks.length === 1);
});

test('a job that fails, is finished by the test, or after so many asks, is told as well', async () => {
	await start();
	job({ status: 'ERROR' });
	await until(() => hooks.length === 1);
	bria.finish(job({ afterMs: Infinity }), { status: 'UNKNOWN' });
	await until(() => hooks.length === 2);
	const asked = job({ afterAsks: 1 });
	await pause(50);
	expect(hooks).toHaveLength(2);
	await ask(bria, asked);
	await until(() => hooks.length === 3);
	const statuses = hooks.map(({ body }) => JSON.parse(body).status);
	expect(statuses).toEqual(['ERROR', 'UNKNOWN', 'COMPLETED']);
});

test('it is tried again until a receiver says yes: not 500, not 302, not too late', async () => {
	await start();
	answers = [500, 302, 0, 204];
	job();
	await until(() => bria.deliveries[3]?.statusCode === 204);
	const { deliveries } = bria;
	expect(deliveries.map(({ statusCode }) => statusCode)).toEqual([500, 302, undefined, 204]);
	expect(deliveries.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
	expect(deliveries[2]?.error).toContain('Timeout');
});

test('it is given up after five attempts, at a receiver that is down as well', async () => {
	await start();
	await server.close();
	job();
	await until(() => bria.deliveries.length === 5 && bria.deliveries[4]?.endedAt !== undefined);
	await pause(50);
	expect(bria.deliveries).toHaveLength(5);
});

test('every so many jobs one is told twice', async () => {
	await start({ webhooks: { duplicateEvery: 3 } });
	for (const requestId of ['a', 'b', 'c']) job({ requestId });
	await until(() => hooks.length === 4);
	const ids = hooks.map(({ headers }) => headers['bria-webhook-id']).sort();
	expect(ids).toEqual(['a', 'b', 'c', 'c']);
});

test('the order of jobs is lost', async () => {
	await start({ webhooks: { spreadMs: 100 } });
	const ids = Array.from({ length: 20 }, (_, index) => job({ requestId: `job-${index}` }));
	await until(() => hooks.length === 20);
	const told = hooks.map(({ headers }) => headers['bria-webhook-id']);
	expect(told).not.toEqual(ids);
	expect([...told].sort()).toEqual([...ids].sort());
});

test('a test delivers what it likes', async () => {
	await start();
	const requestId = bria.addJob();
	const url = `${server.origin}/hook`;
	const odd = { signature: 'v1=wrong', timestamp: '1', body: '[]', headers: { 'X-More': 'x' } };
	expect((await bria.deliver(requestId, url, odd)).statusCode).toBe(200);
	await bria.deliver(requestId, url, { signature: null, id: null });
	const [first, second] = hooks as [Hook, Hook];
	expect(first).toMatchObject({
		headers: { 'bria-webhook-signature': 'v1=wrong', 'bria-webhook-timestamp': '1', 'x-more': 'x' },
		body: '[]',
	});
	expect(second.headers).not.toHaveProperty('bria-webhook-signature');
	expect(second.headers).not.toHaveProperty('bria-webhook-id');
	expect(JSON.parse(second.body).status).toBe('COMPLETED');
});

test('nobody but this machine is called', async () => {
	await start();
	const { error } = await bria.deliver(bria.addJob(), 'https://hooks.example.com/');
	expect(error).toContain('nobody but this machine');
});

test('closing ends what waits', async () => {
	await start({ webhooks: {} });
	answers = [500];
	job();
	await until(() => bria.deliveries[0]?.statusCode === 500);
	await bria.close();
	expect(bria.deliveries).toHaveLength(1);
});

test('endpoints that have no webhook_url tell nobody', async () => {
	await start({ onSubmit: () => ({}) });
	const webhook = { webhook_url: `${server.origin}/hook` };
	const body = { image: 'https://a.example.com/a.png', model_version: '3.2', ...webhook };
	expect((await submit(bria, '/image/attribution/by_image', body)).status).toBe(202);
	await submit(bria, '/image/generate', webhook);
	await until(() => hooks.length > 0);
	expect(bria.deliveries.map(({ requestId }) => requestId)).toEqual([
		bria.submissions[1]?.requestId,
	]);
});
