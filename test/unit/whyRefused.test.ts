import type { JobRequest } from '../../nodes/api/jobRequest';
import { whyRefused } from '../../nodes/api/whyRefused';

const job = (changes: Partial<JobRequest> = {}): JobRequest => ({
	path: 'image/edit',
	body: {},
	labels: new Map([['prompt_content_moderation', 'Moderate Prompt']]),
	isCustom: false,
	...changes,
});

const custom = (body: JobRequest['body'] = {}, path = 'ads/resize') =>
	job({ path, body, labels: new Map(), isCustom: true });

describe('A job that Bria refused', () => {
	it('by a moderation that the form can set names the setting', () => {
		const { message, details } = whyRefused(422, job(), {}, 'The prompt was moderated');

		expect(message).toBe("Bria's prompt moderation refused the job");
		expect(details).toContain("'Moderate Prompt'");
	});

	it('by a moderation that the operation has no setting for says where it is set', () => {
		const { details } = whyRefused(422, custom(), {}, 'The prompt was moderated');

		expect(details).toContain('Bria Console');
	});

	it('by a moderation that Bria does not name says no more than that', () => {
		const { message } = whyRefused(422, job(), {}, 'Refused by moderation');

		expect(message).toBe("Bria's content moderation refused the job");
	});

	it('with a code that is no word is told in the words beside it', () => {
		const body = { error: { code: { moderation: true }, message: 'Too long' } };

		expect(whyRefused(422, job(), body, 'Too long').message).toMatch(/^Bria does not accept/);
	});

	it('because an address of a custom endpoint was not found leads to the endpoint as well', () => {
		const url = 'https://example.com/fox.png';
		const { details } = whyRefused(404, custom({ image: url }));

		expect(details).toContain(`whether "${url}" can be opened`);
		expect(details).toContain("'Endpoint'");
	});

	it('by an endpoint that takes no jobs is not told about the addresses that it names', () => {
		const { message, details } = whyRefused(405, custom({ image: 'https://example.com/fox.png' }));

		expect(message).toBe('Bria has no endpoint "ads/resize" that takes jobs (HTTP 405)');
		expect(details).not.toContain('example.com');
	});

	it('because a tailored model was not found names the field, where the form has no name for it', () => {
		const { details } = whyRefused(404, custom({ tailored_model_id: '7' }));

		expect(details).toContain("whether 'tailored_model_id' is a model");
	});

	it('because a video was too large is not told about images', () => {
		expect(whyRefused(413, custom({}, 'video/edit')).details).toContain('video');
		expect(whyRefused(413, custom()).details).toContain('images');
	});

	it('without a word on why is told as what it is', () => {
		expect(whyRefused(409, job())).toMatchObject({
			code: 409,
			message: 'Bria refused the job (HTTP 409)',
		});
	});
});
