import { startSimulator, type Simulator, type SimulatorOptions } from './index';
import { steeredByBody } from './steering';
import { ask, submit } from './testClient';

const URL = 'https://pictures.example.com/fox.png';

let bria: Simulator | undefined;

async function start(options?: SimulatorOptions): Promise<Simulator> {
	return (bria = await startSimulator(options));
}

afterEach(() => bria?.close());

test.each([
	['/image/generate', 'image_url', { prompt: 'a fox' }],
	['/image/edit/reseason', 'structured_instruction', { image: URL, season: 'winter' }],
	['/image/edit/erase_foreground', 'image_url', { image: URL }],
	['/structured_prompt/generate', 'structured_prompt', { prompt: 'a fox' }],
	['/structured_instruction/generate', 'seed', { images: [URL], instruction: 'darker' }],
	['/video/edit/increase_resolution', 'video_url', { video: URL }],
	['/video/segment/mask_by_prompt', 'mask_url', { video: URL, prompt: 'a fox' }],
	['/image/attribution/by_image', 'content', { image: URL, model_version: '3.2' }],
	['/ads/resize', 'results', { attachments: [URL], formats: [{ name: 'a', width: 1, height: 1 }] }],
	['/ads/image_to_layers', 'agent_type', { attachments: [URL] }],
	['/image/segment/all_masks', 'masks', { image: URL }],
	['/image/edit/product_dimensions', 'result_url', { image: URL }],
])('%s says where to ask, and ends with %s', async (endpoint, field, body) => {
	const bria = await start({ onSubmit: () => ({ afterAsks: 1 }) });
	const { status, data } = await submit(bria, endpoint, body);
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

test('resized ads come back in the sizes that were submitted', async () => {
	const bria = await start({ onSubmit: () => ({}) });
	const formats = [
		{ name: 'feed', width: 1080, height: 1080 },
		{ name: 'wide [failed]', width: 970, height: 90 },
	];
	const { data } = await submit(bria, '/ads/resize', { attachments: [URL], formats });
	expect((await ask(bria, data.request_id)).data.result.results).toMatchObject([
		{ ...formats[0], status: 'ok', url: expect.any(String), error: null },
		{ ...formats[1], status: 'failed', url: null, error: expect.any(String) },
	]);
});
