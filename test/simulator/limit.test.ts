import { startSimulator, type Simulator, type SimulatorOptions } from './index';
import { SlidingLimit } from './slidingLimit';
import { ask, get, submit, useStoppedClock } from './testClient';

const letPass = useStoppedClock();

let bria: Simulator | undefined;

async function start(options?: SimulatorOptions): Promise<Simulator> {
	return (bria = await startSimulator(options));
}

afterEach(() => bria?.close());

test('the window slides, and refused requests do not count', () => {
	const limit = new SlidingLimit(2, 1000);
	expect(limit.admit('a', 0)).toBe(0);
	expect(limit.admit('a', 400)).toBe(0);
	expect(limit.admit('a', 500)).toBe(500);
	expect(limit.admit('a', 999)).toBe(1);
	expect(limit.admit('a', 1000)).toBe(0);
	expect(limit.admit('a', 1001)).toBe(399);
	expect(limit.admit('b', 1001)).toBe(0);
});

test('status calls share one limit; submissions and files are not part of it', async () => {
	const bria = await start({ requestsPerMinute: 1 });
	const requestId = bria.addJob();
	expect((await ask(bria, requestId)).status).toBe(200);
	const refused = await ask(bria, bria.addJob());
	expect(refused.status).toBe(429);
	expect(refused.headers['retry-after']).toBe('60');
	expect(refused.data.error.code).toBe(429);

	expect((await submit(bria, '/image/generate', {})).status).toBe(202);
	expect((await submit(bria, '/image/generate', {})).status).toBe(429);
	for (let i = 0; i < 2; i++) expect((await get(bria, bria.fileUrl(requestId))).status).toBe(200);
});

test('Retry-After may be a date', async () => {
	const bria = await start({ requestsPerMinute: 1, retryAfter: 'date' });
	const requestId = bria.addJob();
	await ask(bria, requestId);
	const { headers } = await ask(bria, requestId);
	const secondsAhead = (Date.parse(headers['retry-after']) - Date.now()) / 1000;
	expect(secondsAhead).toBeGreaterThan(58);
	expect(secondsAhead).toBeLessThanOrEqual(61);
});

test('Retry-After may be missing, the minute short, and the limit raised', async () => {
	const bria = await start({ requestsPerMinute: 1, retryAfter: 'none', windowMs: 1000 });
	const requestId = bria.addJob();
	await ask(bria, requestId);
	const refused = await ask(bria, requestId);
	expect(refused.status).toBe(429);
	expect(refused.headers).not.toHaveProperty('retry-after');
	letPass(1000);
	expect((await ask(bria, requestId)).status).toBe(200);
	bria.requestsPerMinute = Infinity;
	expect((await ask(bria, requestId)).status).toBe(200);
});
