import { faults, startSimulator, submissionFaults as when, type Simulator } from './index';
import { ask, submit, until } from './testClient';

let bria: Simulator;

beforeEach(async () => {
	bria = await startSimulator();
});

afterEach(() => bria.close());

const generate = () => submit(bria, '/image/generate', { prompt: 'a fox' });

test('every job that was made is written down, in order, with what was submitted', async () => {
	const first = (await generate()).data.request_id;
	const second = (await submit(bria, '/image/generate/lite', { seed: 1 })).data.request_id;
	expect(bria.submissions).toMatchObject([
		{ requestId: first, endpoint: '/image/generate', body: { prompt: 'a fox' }, told: true },
		{ requestId: second, endpoint: '/image/generate/lite', body: { seed: 1 }, told: true },
	]);
});

test('a submission is refused, and no job is made', async () => {
	const busy = faults.status(429, { retryAfter: 2 });
	bria.faultSubmission('/image/generate', [busy, 503, when.unread(faults.broken())]);
	expect((await generate()).headers['retry-after']).toBe('2');
	expect((await generate()).status).toBe(503);
	await expect(generate()).rejects.toMatchObject({ isAxiosError: true });
	expect(bria.submissions).toEqual([]);
	expect((await generate()).status).toBe(202);
});

test.each([
	['breaks', faults.broken()],
	['breaks in the middle', faults.brokenBody()],
	['is a 502', 502],
	['is cut', faults.cutJson()],
])('a job is made, and the answer %s', async (_how, fault) => {
	bria.faultSubmission('*', [when.accepted(fault)]);
	await generate().catch(() => undefined);
	expect(bria.submissions).toMatchObject([{ endpoint: '/image/generate', told: false }]);
	expect((await ask(bria, bria.submissions[0]?.requestId ?? '')).status).toBe(200);
	expect((await generate()).status).toBe(202);
});

test('a job is made, and the answer never comes', async () => {
	bria.faultSubmission('*', [when.accepted(faults.hang())]);
	const submitting = expect(generate()).rejects.toMatchObject({ isAxiosError: true });
	await until(() => bria.submissions.length === 1);
	await bria.close();
	await submitting;
	expect(bria.submissions[0]?.told).toBe(false);
});

test('a job is made, and the client goes before the answer comes', async () => {
	bria.faultSubmission('*', [when.accepted(faults.late(10_000))]);
	const client = new AbortController();
	const headers = { api_token: bria.token, 'Content-Type': 'application/json' };
	const request = { method: 'POST', headers, body: '{}', signal: client.signal };
	const submitting = expect(fetch(`${bria.baseUrl}/image/generate`, request)).rejects.toThrow();
	await until(() => bria.submissions.length === 1);
	client.abort();
	await submitting;
	await until(() => bria.log[0]?.aborted === true);
	expect(bria.submissions[0]?.told).toBe(false);
});

test('a fault hits only the endpoint that it is meant for', async () => {
	bria.faultSubmission('/image/generate/lite', [500]);
	expect((await generate()).status).toBe(202);
	expect((await submit(bria, '/image/generate/lite', {})).status).toBe(500);
});

test('a warning comes with the answer to the submission', async () => {
	const { data } = await submit(bria, '/image/generate', { prompt: 'a fox', ip_signal: true });
	expect(data).toMatchObject({ request_id: expect.any(String), warning: expect.any(String) });
	expect((await ask(bria, data.request_id)).data).not.toHaveProperty('warning');
	expect((await generate()).data).not.toHaveProperty('warning');
});
