import { completed, finished, inProgress, specificationExample } from './bodies';
import documented from './data/documented-bodies.json';

test("the specification's example is kept word for word", () => {
	const { status, request_id, result } = specificationExample;
	expect({ status, request_id, seed: result.seed }).toEqual({
		status: 'COMPLETED',
		request_id: '123456',
		seed: '123456',
	});
	expect(result.structured_prompt).toHaveLength(6216);
	expect(JSON.parse(result.structured_prompt)).toMatchObject({
		text_render: [{ text: 'HAPPY NEW YEAR 2026' }],
		artistic_style: 'realistic, detailed, vibrant',
	});
});

test('each kind has the result field that Bria documents for it', () => {
	const url = 'http://127.0.0.1/files/a';
	expect(completed('image', 'a', { url })).toMatchObject({ result: { image_url: url } });
	expect(completed('video', 'a', { url })).toMatchObject({ result: { video_url: url } });
	const { structured_prompt: text } = documented.structured_prompt.result;
	expect(completed('structured_prompt', 'a').result).toMatchObject({ structured_prompt: text });
	expect(JSON.parse(text)).toHaveProperty('short_description');
});

test('what was submitted comes back', () => {
	const result = { prompt: 'a fox', seed: '42' };
	expect(completed('image', 'a', { prompt: 'a fox', seed: '42' })).toMatchObject({ result });
});

test('the other statuses', () => {
	expect(inProgress('a')).toEqual({ status: 'IN_PROGRESS', request_id: 'a' });
	expect(finished('UNKNOWN', 'image', 'a')).toEqual({ status: 'UNKNOWN', request_id: 'a' });
	expect(finished('PAUSED', 'image', 'a')).toEqual({ status: 'PAUSED', request_id: 'a' });
	const error = { code: 500, message: expect.any(String), details: expect.any(String) };
	expect(finished('ERROR', 'video', 'a')).toEqual({ status: 'ERROR', error, request_id: 'a' });
});
