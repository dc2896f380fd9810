import facts from '../facts/bria-v2-endpoints.json';
import type { Schema } from './endpoints';
import { startSimulator, type Simulator, type SimulatorOptions } from './index';
import { smallPicture } from './picture';
import { submit } from './testClient';

let bria: Simulator | undefined;

async function start(options?: SimulatorOptions): Promise<Simulator> {
	return (bria = await startSimulator(options));
}

afterEach(() => bria?.close());

const FAR = 'https://pictures.example.com/fox.png';

/** A body with every required field. */
function leastBody({ properties = {}, required = [] }: Schema): Record<string, unknown> {
	return Object.fromEntries(required.map((name) => [name, valueOf(properties[name] ?? {})]));
}

function valueOf(schema: Schema): unknown {
	if (schema.enum) return schema.enum[0];
	if (schema.type === 'array') return [valueOf(schema.items ?? {})];
	if (schema.type === 'object') return leastBody(schema);
	return schema.type === 'integer' || schema.type === 'number' ? 1 : FAR;
}

test('every endpoint of the facts takes a body with what it requires, and none without', async () => {
	const bria = await start();
	for (const { path, request } of facts.endpoints) {
		const body = leastBody(request as unknown as Schema);
		expect([path, (await submit(bria, `/${path}`, body)).status]).toEqual([path, 202]);
		for (const field of (request as { required?: string[] }).required ?? []) {
			const { status, data } = await submit(bria, `/${path}`, { ...body, [field]: undefined });
			expect([path, status]).toEqual([path, 422]);
			expect(data.error.message).toBe(`${field}: field required`);
		}
	}
	expect(bria.submissions).toHaveLength(facts.endpoints.length);
});

test.each([
	['a wrong type', '/image/generate', { seed: 'seven' }, 'seed'],
	['a value that is not listed', '/image/generate', { aspect_ratio: '7:1' }, '1:1, 2:3'],
	['too small a number', '/image/generate', { steps_num: 1 }, 'steps_num'],
	['too many images', '/image/generate', { images: [FAR, FAR] }, 'images'],
	['no address', '/image/generate', { webhook_url: 'hook' }, 'webhook_url'],
	['a null', '/image/generate', { prompt: null }, 'prompt'],
	[
		'a field that ads do not know',
		'/ads/image_to_layers',
		{ attachments: [FAR], x: 1 },
		'x: extra',
	],
	[
		'a part that is missing deep inside',
		'/image/edit/product/integrate',
		{ scene: FAR, products: [{ image: FAR, coordinates: { x: 1, y: 1, width: 1 } }] },
		'products.0.coordinates.height',
	],
])('%s is 422, and the message names the field', async (_what, endpoint, body, words) => {
	const bria = await start();
	const { status, data } = await submit(bria, endpoint, body);
	expect(status).toBe(422);
	expect(data.error).toMatchObject({ code: 422, message: expect.stringContaining(words) });
	expect(bria.submissions).toEqual([]);
});

test('fields that image edit does not know are ignored', async () => {
	const bria = await start();
	const body = { image: FAR, scale: 4, sync: true };
	expect(
		(await submit(bria, '/image/edit/increase_resolution', { image: FAR, scale: 4 })).status,
	).toBe(202);
	expect((await submit(bria, '/image/edit/enhance', body)).status).toBe(202);
});

test('ads resize refuses sync', async () => {
	const body = { attachments: [FAR], formats: [{ name: 'a', width: 1, height: 1 }], sync: true };
	expect((await submit(await start(), '/ads/resize', body)).status).toBe(400);
});

test('lists of values are open on request, and that of styles always', async () => {
	const open = await start({ openLists: true });
	expect((await submit(open, '/image/generate', { aspect_ratio: '5:1' })).status).toBe(202);
	expect((await submit(open, '/image/generate', { aspect_ratio: 5 })).status).toBe(422);
	await open.close();
	const strict = await start();
	const body = { image: FAR, style: 'like a stained-glass window' };
	expect((await submit(strict, '/image/edit/restyle', body)).status).toBe(202);
});

test('the moderation of prompts can be switched off', async () => {
	const bria = await start();
	const refused = await submit(bria, '/image/generate', { prompt: 'x [moderated]' });
	expect(refused.status).toBe(422);
	expect(refused.data.error.message).toContain('prompt content moderation');
	const body = { prompt: 'x [moderated]', prompt_content_moderation: false };
	expect((await submit(bria, '/image/generate', body)).status).toBe(202);
});

const png = smallPicture().toString('base64');

test.each([
	[202, 'Base64 of a PNG', png],
	[202, 'an address', FAR],
	[422, 'a data URI', `data:image/png;base64,${png}`],
	[422, 'neither', 'fox.png'],
	[415, 'Base64 of a GIF', Buffer.from('GIF89a, and so on').toString('base64')],
	[
		413,
		'a picture of 13 MB',
		Buffer.concat([smallPicture(), Buffer.alloc(13e6)]).toString('base64'),
	],
	[460, 'an address of this machine', 'http://localhost:1/fox.png'],
	[460, 'a private address', 'http://192.168.1.2/fox.png'],
	[460, 'a name of the local network', 'http://nas/fox.png'],
])('%d for %s as image', async (statusCode, _what, image) => {
	const bria = await start();
	const { status, data } = await submit(bria, '/image/edit/remove_background', { image });
	expect(status).toBe(statusCode);
	if (statusCode !== 202) expect(data.error.message).toMatch(/^image: /);
});

test('the simulator’s own files are good images, and a test may say what can be fetched', async () => {
	const bria = await start();
	const image = bria.fileUrl('any');
	expect((await submit(bria, '/image/edit/remove_background', { image })).status).toBe(202);
	await bria.close();
	const picky = await start({ fetchable: (url) => url !== FAR });
	expect((await submit(picky, '/image/edit/enhance', { image: FAR })).status).toBe(460);
});

test('a video must be an address; ads take data URIs', async () => {
	const bria = await start();
	expect((await submit(bria, '/video/edit/green_screen', { video: png })).status).toBe(422);
	const attachments = [`data:image/png;base64,${png}`];
	expect((await submit(bria, '/ads/image_to_layers', { attachments })).status).toBe(202);
});

test('a body that is not JSON is 415, broken JSON 400, and GET 405', async () => {
	const bria = await start();
	const url = `${bria.baseUrl}/image/generate`;
	const send = async (contentType: string, body: string) => {
		const headers = { api_token: bria.token, 'Content-Type': contentType };
		return (await fetch(url, { method: 'POST', headers, body })).status;
	};
	expect(await send('text/plain', 'a fox')).toBe(415);
	expect(await send('application/json', '{"prompt":')).toBe(400);
	expect(await send('application/json', '[]')).toBe(400);
	expect((await fetch(url)).status).toBe(405);
});
