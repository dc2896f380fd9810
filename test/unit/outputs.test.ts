import { toOutputItem } from '../../nodes/results/outputItem';
import { outputOf, withFiles } from '../../nodes/results/outputs';
import { itemResult } from './itemResult';

const failure = { code: 404, message: 'Bria does not know it', details: '' };
const ended = (body: object, more: object = {}) => itemResult({ body: body as never, ...more });

describe('The output of a job', () => {
	it.each([
		['COMPLETED', 0],
		['ERROR', 1],
		['FAILED', 1],
		['UNKNOWN', 2],
		['PAUSED', 2],
		['IN_PROGRESS', 3],
	])('that is %s is %i', (status, output) => {
		expect(outputOf(ended({ status }))).toBe(output);
	});

	it('goes by the status that its body was read to have', () => {
		expect(outputOf(ended({ error: {} }, { status: 'ERROR' }))).toBe(1);
		expect(outputOf(ended({ result: {} }, { status: 'COMPLETED' }))).toBe(0);
	});

	it('whose call failed is Error, and of one that nobody asked for In Progress', () => {
		expect(outputOf(itemResult({ failure }))).toBe(1);
		expect(outputOf(itemResult())).toBe(3);
	});
});

describe('The message of an item', () => {
	const messageOf = (body: object) =>
		toOutputItem(ended({ request_id: 'r1', ...body })).json.message;

	it.each<[object, string | undefined]>([
		[{ status: 'COMPLETED' }, undefined],
		[
			{ status: 'ERROR', error: { code: 5, message: 'No GPU', details: 'Since May' } },
			'Bria could not finish the request "r1": No GPU. Since May',
		],
		[
			{ status: 'ERROR', error: ' No GPU:\n\n  Traceback\r\n\tline 1 ' },
			'Bria could not finish the request "r1": No GPU: Traceback line 1',
		],
		[{ status: 'ERROR', error: 'No GPU' }, 'Bria could not finish the request "r1": No GPU'],
		[{ status: 'FAILED', error: {} }, 'Bria could not finish the request "r1" and gave no reason'],
		[
			{ status: 'ERROR', error: { code: 460 } },
			'Bria could not finish the request "r1" and gave no reason but the code 460',
		],
		[
			{ status: 'ERROR', errors: [{ message: 'No GPU' }], reason: 'Since May' },
			'Bria could not finish the request "r1": No GPU. Since May',
		],
		[
			{ status: 'ERROR', error: null, result: { results: [{ error: 'No GPU' }] } },
			'Bria could not finish the request "r1": No GPU',
		],
		[{ status: 'ERROR' }, 'Bria could not finish the request "r1" and gave no reason'],
		[
			{ status: 'UNKNOWN' },
			'Bria does not know how the request "r1" ended: it had an internal error, or no longer has a record of it',
		],
		[
			{ status: 'PAUSED' },
			'Bria says "PAUSED" of the request "r1", a status that this node does not know',
		],
		[
			{ status: 'UNKNOWN', error: { code: 500, message: 'The pod was evicted' } },
			'Bria does not know how the request "r1" ended: The pod was evicted',
		],
		[
			{ status: 'CANCELLED', error: null, reason: 'Stopped by the owner' },
			'Bria says "CANCELLED" of the request "r1", a status that this node does not know: Stopped by the owner',
		],
		[{ status: 'IN_PROGRESS' }, 'Bria is still working on the request "r1"'],
		[{ status: 'IN_PROGRESS', message: 'Second of two' }, 'Second of two'],
		[{ status: 'COMPLETED', message: 'All fine' }, 'All fine'],
		[{ status: 'UNKNOWN', message: { text: 'x' } }, expect.stringMatching(/^Bria does not know/)],
	])('of %j is %j', (body, message) => {
		expect(messageOf(body)).toEqual(message);
	});

	it('is that of the failure, or says that nobody asked, without a status of its own making', () => {
		expect(toOutputItem(itemResult({ failure })).json).toEqual({
			request_id: 'r1',
			message: failure.message,
			error: failure,
		});
		expect(toOutputItem(itemResult()).json).toEqual({
			request_id: 'r1',
			message: expect.stringMatching(/^There was no time to ask Bria about the request "r1": /),
		});
	});

	it('is there as well where Include Input Fields finds no input, as in Bria Trigger', () => {
		const job = ended({ status: 'UNKNOWN' }, { input: undefined as never });
		const options = { includeInputFields: true };

		expect(toOutputItem({ ...job, options }).json).toEqual(toOutputItem(job).json);
	});

	it('of an earlier round of a loop does not come along with the input', () => {
		const { message } = toOutputItem(itemResult()).json;
		const loop = (input: object, body: object) =>
			toOutputItem(ended(body, { input: { json: input }, options: { includeInputFields: true } }))
				.json.message;

		expect(loop({ message }, { status: 'COMPLETED' })).toBeUndefined();
		expect(loop({ message: 'For the team' }, { status: 'COMPLETED' })).toBe('For the team');
	});

	it.each([
		ended({ status: 'ERROR', error: { message: 'No GPU' } }),
		ended({ status: 'ERROR', result: { error: 'No GPU' } }, { options: { simplify: true } }),
		ended({ status: 'UNKNOWN' }),
		ended({ status: 'PAUSED' }),
		itemResult({ failure }),
		itemResult({ isUnanswered: true }),
	])('does not come along, whatever the earlier round told: %#', (earlier) => {
		const input = { json: { ...toOutputItem(earlier).json, name: 'fox' } };
		const options = { includeInputFields: true };

		const { json } = toOutputItem(ended({ status: 'COMPLETED' }, { input, options }));

		expect(json.name).toBe('fox');
		expect(json).not.toHaveProperty('message');
	});
});

describe("A failed call for n8n's own error output", () => {
	const itemFor = (json: object) =>
		toOutputItem(
			itemResult({
				failure,
				input: { json: json as never },
				options: { includeInputFields: true },
			}),
			true,
		).json;

	it('holds nothing that keeps n8n from moving it', () => {
		expect(itemFor({ request_id: 'r1', name: 'fox' })).toEqual({
			message: failure.message,
			error: failure,
		});
	});

	it('tells the request where the input item, which n8n adds, does not', () => {
		expect(itemFor({ url: 'https://x.example/status/r1' }).error).toEqual({
			...failure,
			request_id: 'r1',
		});
	});
});

describe('The fields of the input', () => {
	it.each(['COMPLETED', 'UNKNOWN', 'IN_PROGRESS'])('leave their error behind: %s', (status) => {
		const input = { json: { name: 'fox', error: 'an old one' } };
		const options = { includeInputFields: true };

		const { json } = toOutputItem(ended({ status }, { input, options }));

		expect(json).toMatchObject({ name: 'fox', status });
		expect(json).not.toHaveProperty('error');
	});
});

describe('Files', () => {
	const files = [1, 2, 3].map((n) => ({ data: String(n), mimeType: 'image/png' }));
	const options = { fileField: 'picture' };
	const body = { status: 'COMPLETED' };
	const filesOf = (item: Parameters<typeof itemResult>[0]) =>
		withFiles([itemResult(item)], new Map([['r1', { files }]]))[0]?.files;

	it('are numbered from the second', () => {
		expect(toOutputItem(ended(body, { files, options })).binary).toEqual({
			picture: files[0],
			picture_1: files[1],
			picture_2: files[2],
		});
	});

	it('are for the items that want them', () => {
		expect(filesOf({ body, options })).toBe(files);
		expect(filesOf({ body })).toBeUndefined();
	});

	it('are not for a failed call, nor for an item that is not completed', () => {
		expect(filesOf({ body, options, failure })).toBeUndefined();
		expect(filesOf({ options })).toBeUndefined();
		expect(filesOf({ body: { status: 'ERROR' }, options })).toBeUndefined();
		expect(filesOf({ body, options, requestId: null })).toBeUndefined();
	});
});
