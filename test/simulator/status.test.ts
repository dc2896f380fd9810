import axios from 'axios';

import { specificationExample, startSimulator, type Simulator } from './index';
import { ask, submit, useStoppedClock } from './testClient';

const letPass = useStoppedClock();

let bria: Simulator;

beforeEach(async () => {
	bria = await startSimulator();
});

afterEach(() => bria.close());

async function statusOf(requestId: string): Promise<string> {
	return (await ask(bria, requestId)).data.status;
}

test('a request is IN_PROGRESS until its time is over', async () => {
	const requestId = bria.addJob({ afterMs: 1000 });
	expect(await statusOf(requestId)).toBe('IN_PROGRESS');
	letPass(1000);
	expect(await statusOf(requestId)).toBe('COMPLETED');
});

test('a request is IN_PROGRESS for so many asks', async () => {
	const requestId = bria.addJob({ afterAsks: 2, kind: 'video' });
	expect(await statusOf(requestId)).toBe('IN_PROGRESS');
	expect(await statusOf(requestId)).toBe('IN_PROGRESS');
	expect((await ask(bria, requestId)).data).toEqual({
		status: 'COMPLETED',
		result: { video_url: bria.fileUrl(requestId, 'video') },
		request_id: requestId,
	});
});

test('a request is IN_PROGRESS until it is finished by the test', async () => {
	const requestId = bria.addJob({ afterMs: Infinity });
	expect(await statusOf(requestId)).toBe('IN_PROGRESS');
	bria.finish(requestId, { status: 'ERROR' });
	expect(await statusOf(requestId)).toBe('ERROR');
	expect(() => bria.finish('nobody')).toThrow('No request "nobody" was added');
});

test.each(['COMPLETED', 'ERROR', 'UNKNOWN', 'PAUSED'])('%s comes with HTTP 200', async (status) => {
	const answer = await ask(bria, bria.addJob({ status }));
	expect([answer.status, answer.data.status]).toEqual([200, status]);
});

test('any body can be given', async () => {
	const requestId = bria.addJob({ requestId: 'a/ü b', body: specificationExample });
	expect((await ask(bria, requestId)).data).toEqual(specificationExample);
	expect(bria.callsFor('a/ü b')).toHaveLength(1);
});

test('a request that was never added is 404', async () => {
	const answer = await ask(bria, '00000000-0000-0000-0000-000000000000');
	expect(answer.status).toBe(404);
	expect(answer.data).toMatchObject({ error: { code: 404, message: 'Not found' } });
});

test('a wrong token is 401, and a token can be revoked midway', async () => {
	const url = bria.statusUrl(bria.addJob());
	const headers = { api_token: bria.token };
	await expect(axios.get(url, { headers })).resolves.toMatchObject({ status: 200 });
	bria.token = 'another one';
	await expect(axios.get(url, { headers })).rejects.toMatchObject({
		response: { status: 401, data: { detail: 'unauthorized' } },
	});
	expect((await submit(bria, '/image/generate', {})).status).toBe(202);
});
