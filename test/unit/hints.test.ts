import { hints, type HintOptions } from '../../nodes/BriaStatus/hints';
import type { Item } from '../../nodes/results/item';
import { itemResult } from './itemResult';

const withStatus = (status: string) => itemResult({ body: { status } });
const completed = withStatus('COMPLETED');
const unfinished = withStatus('IN_PROGRESS');
const failedCall = itemResult({ failure: { code: 404, message: '', details: '' } });

const said = (items: Item[], options: Partial<HintOptions> = {}) =>
	hints(items, { operation: 'wait', ...options }).map(({ message }) => message);

describe('A hint', () => {
	it('says how many requests are in progress, and how to go on waiting', () => {
		expect(hints([unfinished, completed, unfinished], { operation: 'wait' })).toEqual([
			{
				message:
					"2 requests still in progress. Raise 'Max Wait (Seconds)', or connect In Progress to a Wait node and back to this node.",
				type: 'warning',
				location: 'outputPane',
			},
		]);
	});

	it('says how to ask again, where nobody waits', () => {
		expect(said([unfinished], { operation: 'get' })).toEqual([
			'1 request still in progress. To ask again later, connect In Progress to a Wait node and back to this node.',
		]);
	});

	it('counts apart what nobody was able to ask for', () => {
		expect(said([itemResult(), itemResult({ isUnanswered: true }), unfinished])).toEqual([
			expect.stringMatching(/^1 request still in progress/),
			expect.stringMatching(/^1 request left by In Progress without being asked for/),
			expect.stringMatching(/^1 request left by In Progress without an answer/),
		]);
	});

	it("is shown whole in n8n's editor, which takes it for HTML", () => {
		expect(said([withStatus('<b>NEW</b>')])).toEqual([
			expect.stringContaining('the status &lt;b>NEW&lt;/b>'),
		]);
	});

	it('names statuses that are not documented', () => {
		expect(said([withStatus('PAUSED'), withStatus('QUEUED')])).toEqual([
			expect.stringMatching(/^2 requests left by Unknown .* the status PAUSED, QUEUED\./),
		]);
	});

	it('names the parts of completed requests that failed', () => {
		const results = [
			{ name: 'square', status: 'ok' },
			{ name: 'banner', status: 'failed', error: { message: 'Too wide' } },
			{ width: 10, height: 20, status: 'ERROR' },
			{ status: 'failed', error: 'No' },
			{ name: 'poster', status: 'failed', error: null, message: 'Too tall' },
			{ name: 'story', error: { message: 'Too high' }, url: null },
			{ name: 'tower', error: null, url: 'https://x.example/a.png' },
			{ name: 'wide', status: 'ok', error: 'was slow' },
		];
		const item = itemResult({ body: { status: 'COMPLETED', result: { results } } });

		expect(said([item, item])).toEqual([
			'5 parts of completed requests failed: "banner" of the request "r1" (Too wide), "10x20" of the request "r1", "#4" of the request "r1" (No), "poster" of the request "r1" (Too tall), "story" of the request "r1" (Too high). The other parts are there.',
		]);
	});

	it('does not say that other parts are there where all of a request failed', () => {
		const results = [{ name: 'square', status: 'failed', url: null, error: 'No' }];
		const item = itemResult({ body: { status: 'COMPLETED', result: { results } } });

		expect(said([item])).toEqual([
			'1 part of completed requests failed: "square" of the request "r1" (No).',
		]);
	});

	it('is not shown where something is completed, nor for what ended', () => {
		expect(said([completed, withStatus('ERROR'), failedCall])).toEqual([]);
		expect(said([withStatus('UNKNOWN')])).toEqual([]);
		expect(said([])).toEqual([]);
	});
});

describe('Where nothing is completed, a hint says how many failed and where they are', () => {
	it.each<[string, Item[], Partial<HintOptions>, string]>([
		[
			'calls under Continue',
			[failedCall, failedCall],
			{},
			"Nothing is completed: 2 items of 2 failed. See the field 'message' of 2 items on the branch Error.",
		],
		[
			'jobs and calls under Continue',
			[failedCall, withStatus('ERROR'), withStatus('UNKNOWN')],
			{},
			"Nothing is completed: 2 items of 3 failed. See the field 'message' of 2 items on the branch Error.",
		],
		[
			"calls on n8n's own error output",
			[failedCall],
			{ toErrorOutput: true },
			"Nothing is completed: 1 item of 1 failed. See the field 'message' of 1 item on the last branch, n8n's own Error.",
		],
		[
			'both',
			[failedCall, withStatus('ERROR')],
			{ toErrorOutput: true },
			"Nothing is completed: 2 items of 2 failed. See the field 'message' of 1 item on the branch Error and 1 item on the last branch, n8n's own Error.",
		],
	])('%s', (_name, items, options, message) => {
		expect(said(items, options)).toEqual([message]);
	});
});
