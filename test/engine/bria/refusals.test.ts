import type { IDataObject } from 'n8n-workflow';

import { type Fault, faults } from '../../simulator';
import { useSimulator } from '../useSimulator';
import { execute } from './bria';

const bria = useSimulator();

const saying = (code: number, message: string) =>
	faults.status(code, { body: { error: { code, message }, request_id: 'r1' } });

/** What the user is shown when Bria answers so. */
async function shown(fault: Fault, parameters: IDataObject = {}) {
	bria().faultSubmission('*', [fault]);
	const { error } = await execute(bria(), [{}], { parameters: { prompt: 'a fox', ...parameters } });
	return { message: error?.message, description: error?.description };
}

const CUSTOM = { resource: 'custom', operation: 'submit', endpoint: 'ads/resize', body: '{"a":1}' };

it('a value that Bria does not accept is named as in the form', async () => {
	const { message, description } = await shown(saying(422, 'aspect_ratio: must be one of ...'));

	expect(message).toBe("Bria does not accept the value of 'Aspect Ratio' (HTTP 422) [item 0]");
	expect(description).toContain('aspect_ratio: must be one of');
});

it('so it is where the web framework says it', async () => {
	const body = { detail: [{ loc: ['body', 'steps_num'], msg: 'must be less than 50' }] };

	const { message } = await shown(faults.status(422, { body }));

	expect(message).toContain("'Steps'");
});

it.each([
	[{ field: 'steps_num', message: 'must be less than 50' }],
	[{ param: 'steps_num', reason: 'must be less than 50' }],
	[{ loc: 'body.steps_num', msg: 'must be less than 50' }],
])('so it is where the details name it beside their words: %j', async (detail) => {
	const error = { code: 422, message: 'Validation failed', details: [detail] };

	const { message, description } = await shown(faults.status(422, { body: { error } }));

	expect(message).toContain("the value of 'Steps'");
	expect(description).toContain('must be less than 50');
});

it.each([
	['Negative prompt is too long', "'Negative Prompt'"],
	['Prompt must not be empty', "'Prompt'"],
	['negative_prompt: too long', "'Negative Prompt'"],
])('so it is where Bria names it in words: %s', async (said, field) => {
	const { message } = await shown(saying(422, said));

	expect(message).toBe(`Bria does not accept the value of ${field} (HTTP 422) [item 0]`);
});

it('a value that Bria does not name is described in its words', async () => {
	const { description } = await shown(saying(422, 'Something is wrong'));

	expect(description).toContain('Bria says: Something is wrong');
});

it('403 leads to plan and billing', async () => {
	const { message, description } = await shown(saying(403, 'Forbidden'));

	expect(message).toMatch(/plan.*billing/);
	expect(description).toContain('Bria says: Forbidden');
});

it.each([
	['a private address', 'http://192.168.1.20/cat.png', '"http://192.168.1.20/cat.png" is'],
	['another one', 'https://example.com/cat.png', 'a private network cannot be fetched'],
])('460 says that Bria could not fetch %s', async (_, image, why) => {
	const { message, description } = await shown(saying(460, 'Could not download'), {
		operation: 'removeBackground',
		image,
	});

	expect(message).toContain('Bria could not fetch the image from its address');
	expect(description).toContain(why);
});

it('460 does not blame the webhook URL, which Bria has no need to fetch', async () => {
	const { description } = await shown(saying(460, 'Could not download'), {
		operation: 'removeBackground',
		image: 'https://example.com/cat.png',
		options: { webhook_url: 'http://localhost:5678/webhook/bria' },
	});

	expect(description).not.toContain('localhost');
});

it.each([
	[402, 'see the plan and the billing'],
	[413, 'larger than Bria takes'],
	[415, 'does not take a file of this type'],
	[422, 'does not accept the values of this job'],
	[460, 'could not fetch the image'],
])('%d is told as such in any form, e.g. as the page of a web server', async (code, what) => {
	const { message } = await shown(faults.status(code, { body: `<h1>${code}</h1>` }));

	expect(message).toContain(what);
});

it.each([{ message: 'prompt is required' }, { error: 'prompt is required' }])(
	'400 as other JSON than usual names the field, too: %j',
	async (body) => {
		const { message } = await shown(faults.status(400, { body }));

		expect(message).toContain("the value of 'Prompt'");
	},
);

it('401 in any form leads to the API token', async () => {
	const { description } = await shown(faults.status(401, { body: { message: 'Unauthorized' } }));

	expect(description).toContain('API Token');
	expect(description).toContain('It says: Unauthorized');
});

it('what is said as plain text is shown', async () => {
	const body = 'aspect_ratio is not supported by this model';

	const { message, description } = await shown(faults.status(422, { body }));

	expect(message).toContain("the value of 'Aspect Ratio'");
	expect(description).toContain(`Bria says: ${body}`);
});

it.each([
	[413, 'larger than Bria takes'],
	[415, 'does not take a file of this type'],
])('%d', async (code, what) => {
	expect((await shown(saying(code, 'No'))).message).toContain(what);
});

it('a wrong value of a field that sets moderation up is no refusal by it', async () => {
	const { message } = await shown(saying(422, 'prompt_content_moderation: must be boolean'));

	expect(message).toContain("the value of 'Moderate Prompt'");
});

it('a refusal that is not about values does not send the user to the fields', async () => {
	const { message } = await shown(saying(409, 'Too many jobs at once'));

	expect(message).toBe('Bria refused the job (HTTP 409) [item 0]');
});

it('404 says that the endpoint does not exist, and where it is set', async () => {
	const custom = await shown(saying(404, 'Not found'), CUSTOM);
	const offered = await shown(saying(404, 'Not found'));

	expect(custom.message).toContain('Bria has no endpoint "ads/resize"');
	expect(custom.description).toContain("Check 'Endpoint'");
	expect(offered.description).toContain('Base URL');
});

describe('404 about what the job names does not blame the endpoint', () => {
	it('an address', async () => {
		const image = 'https://example.com/gone.png';
		const { message, description } = await shown(saying(404, 'Image could not be found'), {
			operation: 'removeBackground',
			image,
		});

		expect(message).toBe('Bria did not find something that the job names (HTTP 404) [item 0]');
		expect(description).toContain(image);
	});

	it('a tailored model', async () => {
		const { message, description } = await shown(saying(404, 'No such model'), {
			operation: 'generateTailored',
			tailored_model_id: '4127',
		});

		expect(message).toContain('did not find something that the job names');
		expect(description).toContain("'Tailored Model'");
	});
});

it.each([
	[413, /smaller or shorter/],
	[415, /MP4, MOV/],
	[460, /fetch the video/],
])('%d speaks of the video where the job has one', async (code, what) => {
	const VIDEO = { resource: 'video', operation: 'greenScreen', video: 'https://example.com/a.mp4' };

	const { message, description } = await shown(saying(code, 'No'), VIDEO);

	expect(`${message} ${description}`).toMatch(what);
	expect(`${message} ${description}`).not.toMatch(/image/i);
});

it.each([
	['prompt', 'The prompt failed content moderation', "'Moderate Prompt' under Options"],
	['input image', 'visual_input_content_moderation failed', "'Moderate Input Image' under Options"],
	['output image', 'The output did not pass moderation', "'Moderate Output Image' under Options"],
])('a refusal by the %s moderation names it and its setting', async (name, said, setting) => {
	const { message, description } = await shown(saying(422, said));

	expect(message).toBe(`Bria's ${name} moderation refused the job [item 0]`);
	expect(description).toContain(setting);
});

it.each([
	['prompt', 'PROMPT_CONTENT_MODERATION', 'The request was rejected'],
	['output image', 422, 'The output was found to be NSFW'],
	['prompt', 422, 'The prompt violates our content policy'],
])('so does one that says it otherwise: %s, %s, %s', async (name, code, message) => {
	const error = { code, message };

	const { message: shownMessage } = await shown(faults.status(422, { body: { error } }));

	expect(shownMessage).toBe(`Bria's ${name} moderation refused the job [item 0]`);
});

it('the token is never shown, whichever answer quotes it', async () => {
	const token = 'a-token-to-quote';
	bria().token = token;

	const { description } = await shown(saying(422, `Not for ${token}`));

	expect(description).toContain('Not for ***');
});
