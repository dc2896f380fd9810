import { startSimulator, type Simulator, type SimulatorOptions } from './index';
import { steeredByBody } from './steering';
import { ask, submit } from './testClient';

let bria: Simulator | undefined;

async function start(options?: SimulatorOptions): Promise<Simulator> {
	return (bria = await startSimulator(options));
}

afterEach(() => bria?.close());

test.each([
	['/image/generate', 'image_url'],
	['/video/edit/increase_resolution', 'video_url'],
	['/structured_prompt/generate', 'structured_prompt'],
])('%s says where to ask, and ends with %s', async (endpoint, field) => {
	const bria = await start({ onSubmit: () => ({ afterAsks: 1 }) });
	const { status, data } = await submit(bria, endpoint, { prompt: 'a fox' });
	expect(status).toBe(202);
	expect(data).toEqual({
		request_id: expect.stringMatching(/^[0-9a-f]{32}$/),
		status_url: `${bria.baseUrl}/status/${data.request_id}`,
	});
	expect((await ask(bria, data.request_id)).data.status).toBe('IN_PROGRESS');
	expect((await ask(bria, data.request_id)).data.result).toHaveProperty(field);
});

test('with sync the result comes at once', async () => {
	const bria = await start();
	const body = { prompt: 'a fox [60s]', seed: 7, sync: true };
	const { status, data } = await submit(bria, '/image/generate', body);
	expect(status).toBe(200);
	expect(data).toMatchObject({ result: { prompt: 'a fox [60s]', seed: 7 } });
	expect(data).not.toHaveProperty('status');
});

test('a body that is no JSON object is 400', async () => {
	const bria = await start();
	const { status, data } = await submit(bria, '/image/generate');
	expect(status).toBe(400);
	expect(data).toMatchObject({ error: { code: 400 }, request_id: expect.any(String) });
});

test('an unknown endpoint is 404', async () => {
	const bria = await start();
	expect((await submit(bria, '/image/unheard_of', {})).status).toBe(404);
});

test('the test is asked how a request goes on', async () => {
	const onSubmit = jest.fn(() => ({ requestId: 'mine', status: 'ERROR' }));
	const bria = await start({ onSubmit });
	const { data } = await submit(bria, '/image/generate', { prompt: 'x [60s]' });
	expect(data.request_id).toBe('mine');
	expect(onSubmit).toHaveBeenCalledWith({
		kind: 'image',
		endpoint: '/image/generate',
		body: { prompt: 'x [60s]' },
	});
	expect((await ask(bria, 'mine')).data.status).toBe('ERROR');
});

test('strings of the body steer a request', () => {
	expect(steeredByBody('image', { prompt: 'x [error] [12s]' })).toEqual({
		afterMs: 12_000,
		status: 'ERROR',
	});
	expect(steeredByBody('image', { deep: [{ er: '[0.5s][unknown]' }] })).toEqual({
		afterMs: 500,
		status: 'UNKNOWN',
	});
	expect(steeredByBody('video', { video: 'http://x/[never].mp4' })).toEqual({ afterMs: Infinity });
});

test('without them it takes a usual time', () => {
	for (let trial = 0; trial < 100; trial++) {
		const image = steeredByBody('image', {}).afterMs;
		const video = steeredByBody('video', {}).afterMs;
		expect(image).toBeGreaterThanOrEqual(2000);
		expect(image).toBeLessThanOrEqual(6000);
		expect(video).toBeGreaterThanOrEqual(5000);
		expect(video).toBeLessThanOrEqual(15_000);
	}
});
