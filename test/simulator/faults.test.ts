import { faults, startSimulator, type Fault, type Simulator } from './index';
import { ask, until } from './testClient';

let bria: Simulator;

beforeEach(async () => {
	bria = await startSimulator();
});

afterEach(() => bria.close());

function askWith(...list: Fault[]) {
	const requestId = bria.addJob();
	bria.fault(requestId, list);
	return ask(bria, requestId);
}

test('faults are used once each, in order, then the truth is told', async () => {
	const requestId = bria.addJob({ afterAsks: 1 });
	bria.fault(requestId, [503]);
	bria.fault(requestId, [faults.status(429, { retryAfter: 3 })]);
	const answers = [];
	for (let i = 0; i < 4; i++) answers.push(await ask(bria, requestId));
	expect(answers.map(({ status }) => status)).toEqual([503, 429, 200, 200]);
	expect(answers[1]?.headers['retry-after']).toBe('3');
	expect(answers[2]?.data.status).toBe('IN_PROGRESS');
	expect(answers[3]?.data.status).toBe('COMPLETED');
});

test('a fault for anyone hits who asks next', async () => {
	bria.fault('*', [500]);
	expect((await ask(bria, bria.addJob())).status).toBe(500);
	expect((await ask(bria, bria.addJob())).status).toBe(200);
});

test('a status with a body and headers of its own', async () => {
	const date = new Date('2026-01-01T00:00:00Z');
	const options = { body: 'busy', headers: { 'X-Reason': 'why' }, retryAfter: date };
	const { data, headers } = await askWith(faults.status(503, options));
	expect(data).toBe('busy');
	expect(headers['x-reason']).toBe('why');
	expect(headers['retry-after']).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
});

test.each([
	['before the first byte', faults.broken(), undefined],
	['in the middle of the body', faults.brokenBody(), 200],
])('a connection breaks %s', async (_when, fault, statusCode) => {
	await expect(askWith(fault)).rejects.toMatchObject({ isAxiosError: true });
	await until(() => bria.log[0]?.endedAt !== undefined);
	expect(bria.log[0]).toMatchObject({ broken: true });
	expect(bria.log[0]?.statusCode).toBe(statusCode);
});

test('a call hangs until the simulator is closed', async () => {
	const asking = askWith(faults.hang());
	const failed = expect(asking).rejects.toMatchObject({ isAxiosError: true });
	await until(() => bria.log.length === 1);
	expect(bria.log[0]).not.toHaveProperty('endedAt');
	expect(bria.openConnections).toBe(1);
	await bria.close();
	await failed;
	expect(bria.openConnections).toBe(0);
});

test('an answer comes slowly', async () => {
	const startedAt = performance.now();
	const { data } = await askWith(faults.slow(2000));
	expect(performance.now() - startedAt).toBeGreaterThan(150);
	expect(data.status).toBe('COMPLETED');
});

test('an answer comes late', async () => {
	const startedAt = performance.now();
	expect((await askWith(faults.late(200))).data.status).toBe('COMPLETED');
	expect(performance.now() - startedAt).toBeGreaterThan(190);
});

test('answers that make no sense', async () => {
	const html = await askWith(faults.html());
	expect([html.status, html.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
	expect((await askWith(faults.empty())).data).toBe('');
	expect((await askWith(faults.cutJson())).data).toMatch(/^\{"status":"COMPLETED"/);
	expect((await askWith(faults.noStatus())).data).not.toHaveProperty('status');
});

test('a redirect leads to another origin, where it is written down', async () => {
	const { status, headers } = await askWith(faults.redirect());
	expect(status).toBe(302);
	expect(headers.location).toMatch(`${bria.elsewhere.origin}/v2/status/`);
	expect((await askWith(faults.redirect('http://a.test/', 308))).headers.location).toBe(
		'http://a.test/',
	);
	expect(bria.elsewhere.received).toEqual([]);

	await fetch(String(headers.location), { headers: { api_token: 'x' } });
	expect(bria.elsewhere.received).toMatchObject([{ method: 'GET', headers: { api_token: 'x' } }]);
});

test('an answer begins and does not go on', async () => {
	const asking = askWith(faults.stall());
	const failed = expect(asking).rejects.toMatchObject({ isAxiosError: true });
	await until(() => bria.log.length === 1);
	await bria.close();
	await failed;
	await until(() => bria.log[0]?.endedAt !== undefined);
	expect(bria.log[0]).toMatchObject({ statusCode: 200, aborted: true });
});

test('an answer is not HTTP', async () => {
	await expect(askWith(faults.notHttp())).rejects.toMatchObject({ code: 'HPE_INVALID_CONSTANT' });
	expect(bria.log[0]).toMatchObject({ broken: true });
});

test('an answer is nested deeply, and still JSON', async () => {
	const { data } = await askWith(faults.nested(3));
	expect(data).toMatchObject({ status: 'COMPLETED', lists: [[[]]] });
});

test('an answer is compressed, and huge', async () => {
	const { data, headers } = await askWith(faults.inflating(1_000_000));
	expect(Number(headers['content-length'] ?? 0)).toBeLessThan(10_000);
	expect(data.padding).toHaveLength(1_000_000);
});

test('an answer is huge, and still JSON', async () => {
	const { data } = await askWith(faults.oversized(1_000_000));
	expect(data.status).toBe('COMPLETED');
	expect(data.padding).toHaveLength(1_000_000);
});

test('a fault of one’s own', async () => {
	const { status, data } = await askWith(({ res, body }) => void res.status(207).json([body]));
	expect(status).toBe(207);
	expect(data[0].status).toBe('COMPLETED');
});
