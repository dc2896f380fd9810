import { route, withFiles } from '../../nodes/results/outputs';
import { itemResult } from './itemResult';

const body = { status: 'COMPLETED' };
const failure = { code: 404, message: 'Bria does not know it', details: '' };
const NODE = { asTool: false, toErrorOutput: false };

describe('An item', () => {
	it('without any answer leaves by In Progress, with its request ID', async () => {
		const outputs = await route([itemResult({ requestId: 'r9' })], NODE);

		expect(outputs).toEqual([
			[],
			[],
			[],
			[{ json: { request_id: 'r9', status: 'IN_PROGRESS' }, pairedItem: { item: 0 } }],
		]);
	});

	it("that failed holds nothing but the error, where it is for n8n's own error output", async () => {
		const options = { includeInputFields: true };
		const input = { json: { name: 'fox' } };

		const [, error] = await route([itemResult({ failure, input, options })], {
			...NODE,
			toErrorOutput: true,
		});

		expect(error?.map(({ json }) => json)).toEqual([{ error: failure }]);
	});
});

describe('A file', () => {
	const file = { data: '', mimeType: 'image/png' };
	const options = { fileField: 'data' };
	const fileOf = (item: Parameters<typeof itemResult>[0]) =>
		withFiles([itemResult(item)], new Map([['r1', { file }]]))[0]?.file;

	it('is for the items that want it', () => {
		expect(fileOf({ body, options })).toBe(file);
		expect(fileOf({ body })).toBeUndefined();
	});

	it('is not for a failed call, nor for an item without an answer', () => {
		expect(fileOf({ body, options, failure })).toBeUndefined();
		expect(fileOf({ options })).toBeUndefined();
		expect(fileOf({ body, options, requestId: null })).toBeUndefined();
	});
});
