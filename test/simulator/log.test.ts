import axios from 'axios';

import { faults, startElsewhere, startSimulator, type Call } from './index';
import { ask, get, submit, until } from './testClient';

test('every call is written down, with who got the token', async () => {
	const ended: Call[] = [];
	const bria = await startSimulator({ token: 'secret', onCall: (call) => ended.push(call) });
	const { data } = await submit(bria, '/image/generate', { prompt: 'x [0s]' });
	const answer = await ask(bria, data.request_id);
	await axios.get(answer.data.result.image_url);
	await get(bria, `${bria.baseUrl}/nowhere`);

	expect(bria.log).toMatchObject([
		{ method: 'POST', path: '/v2/image/generate', statusCode: 202, requestId: data.request_id },
		{ method: 'GET', path: `/v2/status/${data.request_id}`, status: 'COMPLETED' },
		{ method: 'GET', path: `/files/${data.request_id}.png`, statusCode: 200 },
		{ method: 'GET', path: '/v2/nowhere', statusCode: 404 },
	]);
	expect(bria.log[1]?.headers).toHaveProperty('api_token', 'secret');
	expect(bria.log[2]?.headers).not.toHaveProperty('api_token');
	expect(bria.callsFor(data.request_id)).toEqual(bria.log.slice(0, 2));
	expect(bria.statusCalls).toEqual([bria.log[1]]);
	expect(ended).toEqual(bria.log);
	for (const { at, endedAt } of ended) expect(endedAt).toBeGreaterThanOrEqual(at);
	await bria.close();
});

test('a client that goes away is told apart', async () => {
	const bria = await startSimulator();
	bria.fault('*', [faults.hang()]);
	const client = new AbortController();
	const config = { signal: client.signal, headers: { api_token: bria.token } };
	const asking = expect(axios.get(bria.statusUrl(bria.addJob()), config)).rejects.toThrow('cancel');
	await until(() => bria.log.length === 1);
	client.abort();
	await asking;
	await until(() => bria.openConnections === 0);
	expect(bria.log[0]).toMatchObject({ aborted: true, endedAt: expect.any(Number) });
	expect(bria.log[0]).not.toHaveProperty('statusCode');
	await bria.close();
});

test('closing is safe at any time, and frees the port', async () => {
	const bria = await startSimulator();
	await ask(bria, 'nobody');
	await Promise.all([bria.close(), bria.close()]);
	await expect(ask(bria, 'nobody')).rejects.toMatchObject({ isAxiosError: true });
	const port = Number(new URL(bria.origin).port);
	const second = await startSimulator({ port });
	expect(second.origin).toBe(bria.origin);
	await expect(startSimulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	await second.close();
});

test('elsewhere writes down what it is sent', async () => {
	const elsewhere = await startElsewhere();
	await axios.post(`${elsewhere.origin}/a?b`, 'text', { headers: { api_token: 'x' } });
	expect(elsewhere.received).toMatchObject([
		{ method: 'POST', path: '/a?b', headers: { api_token: 'x' }, body: 'text' },
	]);
	await elsewhere.close();
});
