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

it.each([
	['prompt', 'The prompt failed content moderation', "'Moderate Prompt' under Options"],
	['input image', 'visual_input_content_moderation failed', "'Moderate Input Image' under Options"],
	['output image', 'The output did not pass moderation', "'Moderate Output Image' under Options"],
])('a refusal by the %s moderation names it and its setting', async (name, said, setting) => {
	const { message, description } = await shown(saying(422, said));

	expect(message).toBe(`Bria's ${name} moderation refused the job [item 0]`);
	expect(description).toContain(setting);
});

it('the token is never shown, whichever answer quotes it', async () => {
	const token = 'a-token-to-quote';
	bria().token = token;

	const { description } = await shown(saying(422, `Not for ${token}`));

	expect(description).toContain('Not for ***');
});
