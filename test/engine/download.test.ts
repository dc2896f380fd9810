import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import { type FileOptions, heldBack, type JobKind } from '../simulator';
import { pause, until } from '../simulator/testClient';
import { fileOf, keepFilesOnDisk } from './binaryData';
import { execute, itemsOf, shown, start } from './briaStatus';
import { useSimulator } from './useSimulator';

const COMPLETED = 0;
const ERROR = 1;

const bria = useSimulator();
const asItem = (request_id: string) => ({ request_id });
const parameters: IDataObject = { downloadResult: true };
const continued = { parameters, settings: { onError: 'continueRegularOutput' as const } };

const downloads = () => bria().log.filter(({ path }) => path.startsWith('/files/'));
const downloadBegins = () => until(() => downloads().length > 0);
const downloadEnds = (nth = 0) => until(() => downloads()[nth]?.endedAt !== undefined);
const served = async (url: string) =>
	Buffer.from((await axios.get(url, { responseType: 'arraybuffer' })).data);

describe.each(['in memory', 'on disk'])('With files kept %s', (where) => {
	if (where === 'on disk') beforeAll(keepFilesOnDisk);

	it.each([
		['image', 'png', 'image/png'],
		['video', 'mp4', 'video/mp4'],
	] as const)(
		'the %s of a completed request comes as a file',
		async (kind, extension, mimeType) => {
			const id = bria().addJob({ kind });

			const { outputs } = await execute(bria(), [asItem(id)], { parameters });

			const { content, id: onDisk, ...about } = await fileOf(outputs[COMPLETED]?.[0]);
			expect(about).toEqual({
				fileName: `${id}.${extension}`,
				mimeType,
				fileExtension: extension,
				fileType: kind,
			});
			expect(onDisk !== undefined).toBe(where === 'on disk');
			expect(content.equals(await served(bria().fileUrl(id, kind)))).toBe(true);
			expect(outputs[COMPLETED]?.[0]?.json).toMatchObject({ status: 'COMPLETED', request_id: id });
		},
	);

	it('a file that is cut off is fetched again', async () => {
		const id = bria().addJob({ file: { first: [{ cutAfter: 50_000 }] } });

		const { outputs } = await execute(bria(), [asItem(id)], { parameters });

		const file = await fileOf(outputs[COMPLETED]?.[0]);

		expect(file.content.equals(await served(bria().fileUrl(id)))).toBe(true);
		expect(downloads()[0]).toMatchObject({ broken: true });
	});

	it.each([
		['that comes slowly', { bytesPerSecond: 20_000 }],
		['that is large', { bytes: 3_000_000_000 }],
	] as Array<[string, FileOptions]>)('a file %s ends with the execution', async (_name, file) => {
		const id = bria().addJob({ kind: 'video', file: { bytes: 10_000_000, ...file } });
		const { result, cancel } = start(bria(), [asItem(id)], { parameters });
		await downloadBegins();

		cancel();

		expect((await result).status).toBe('canceled');
		await downloadEnds();
		expect(downloads()).toMatchObject([{ aborted: true }]);
	});
});

describe('A download', () => {
	it('carries no token', async () => {
		await execute(bria(), [asItem(bria().addJob())], { parameters });

		expect(downloads()).toHaveLength(1);
		expect(downloads()[0]?.headers).not.toHaveProperty('api_token');
		expect(JSON.stringify(downloads())).not.toContain(bria().token);
	});

	it('starts while other requests are still waited for', async () => {
		const ready = bria().addJob();
		const late = bria().addJob({ afterMs: Infinity });
		const { result } = start(bria(), [late, ready].map(asItem), { parameters });
		await downloadEnds();

		bria().finish(late);

		const { outputs } = await result;
		expect(outputs[COMPLETED]).toHaveLength(2);
		expect(downloads()).toHaveLength(2);
	});

	it('is one of three at the most', async () => {
		const { file, letCome } = heldBack();
		const ids = Array.from({ length: 8 }, () => bria().addJob({ file }));
		const { result } = start(bria(), ids.map(asItem), { parameters });
		await until(() => bria().statusCalls.length === 8 && downloads().length >= 3);
		letCome();

		const { outputs } = await result;
		expect(outputs[COMPLETED]?.every(({ binary }) => binary?.data)).toBe(true);
		const open = downloads().map(({ at }) =>
			downloads().filter((other) => other.at <= at && Number(other.endedAt) > at),
		);
		expect(Math.max(...open.map(({ length }) => length))).toBe(3);
	});

	it('is made although more than three were made before', async () => {
		const ids = Array.from({ length: 5 }, () => bria().addJob({ afterMs: Infinity }));
		const { result } = start(bria(), ids.map(asItem), { parameters });
		for (const [i, id] of ids.entries()) {
			bria().finish(id);
			await downloadEnds(i);
		}

		expect((await result).outputs[COMPLETED]?.every(({ binary }) => binary?.data)).toBe(true);
	});

	it('ends with the execution when a call fails', async () => {
		const id = bria().addJob({ file: { stallAfter: 1_000 } });
		const late = bria().addJob({ afterMs: Infinity });
		const { result } = start(bria(), [late, id].map(asItem), { parameters });
		await downloadBegins();

		bria().fault('*', [401]);

		expect(shown((await result).error).message).toMatch(/^Bria does not accept the API token/);
		await downloadEnds();
		expect(downloads()).toMatchObject([{ aborted: true }]);
	});

	it('serves all items that name the request, each with an entry of its own', async () => {
		const id = bria().addJob();

		const { outputs } = await execute(bria(), [asItem(id), asItem(id)], { parameters });

		const [first, second] = outputs[COMPLETED] ?? [];
		expect(downloads()).toHaveLength(1);
		expect(first?.binary?.data).toEqual(second?.binary?.data);
		expect(first?.binary?.data).not.toBe(second?.binary?.data);
	});

	it('is up to each item, and so is its field', async () => {
		const items = ['picture', '', 'photo'].map((field) => ({
			request_id: bria().addJob(),
			field,
		}));

		const { outputs } = await execute(bria(), items, {
			parameters: {
				downloadResult: '={{ $json.field !== "" }}',
				binaryPropertyName: '={{ $json.field }}',
			},
		});

		const fields = outputs[COMPLETED]?.map(({ binary }) => Object.keys(binary ?? {}));
		expect(fields).toEqual([['picture'], [], ['photo']]);
		expect(downloads()).toHaveLength(2);
	});

	it.each([
		['', 'data'],
		[' ', 'data'],
		[null, 'data'],
		[' picture\n', 'picture'],
		['my picture', 'my picture'],
		['a.b', 'a.b'],
		[2026, '2026'],
	])('whose field is given as %j goes into %j', async (field, name) => {
		const item = { ...asItem(bria().addJob()), field };
		const { outputs } = await execute(bria(), [item], {
			parameters: { ...parameters, binaryPropertyName: '={{ $json.field }}' },
		});

		expect(Object.keys(outputs[COMPLETED]?.[0]?.binary ?? {})).toEqual([name]);
	});

	it('follows a redirect to where the file is stored', async () => {
		const url = bria().file('stored.png');
		const { origin } = bria();
		const body = {
			status: 'COMPLETED',
			result: { image_url: `${origin}/files/moved.png` },
		};
		bria().file('moved.png', { redirectTo: url });

		const { outputs } = await execute(bria(), [asItem(bria().addJob({ body }))], { parameters });

		const { content } = await fileOf(outputs[COMPLETED]?.[0]);
		expect(content.equals(await served(url))).toBe(true);
	});

	it('may take longer than Max Wait, which is for the job', async () => {
		const maxWaitSeconds = 3;
		const { file, letCome } = heldBack();
		const id = bria().addJob({ file: { ...file, bytes: 30_000 } });
		const { result } = start(bria(), [asItem(id)], {
			parameters: { ...parameters, maxWaitSeconds },
		});
		await downloadBegins();
		await pause(maxWaitSeconds * 1_000);
		letCome();

		const { content } = await fileOf((await result).outputs[COMPLETED]?.[0]);
		expect(content).toHaveLength(30_000);
	});

	it.each([
		['ERROR', 'image'],
		['UNKNOWN', 'image'],
		['IN_PROGRESS', 'video'],
		['COMPLETED', 'structured_prompt'],
	] as Array<[string, JobKind]>)('is not made for %s of a(n) %s', async (status, kind) => {
		const id = bria().addJob({ status, kind });

		const { outputs } = await execute(bria(), [asItem(id)], {
			parameters: { ...parameters, operation: 'get' },
		});

		const [item] = outputs.flat();
		expect(item?.json.status).toBe(status);
		expect(item).not.toHaveProperty('binary');
		expect(downloads()).toEqual([]);
	});
});

describe('A file that cannot be had', () => {
	it.each([403, 404, 410])('(HTTP %s) stops the execution, and says where it was', async (code) => {
		const id = bria().addJob({ file: { statusCode: code } });

		const { error } = await execute(bria(), [asItem(bria().addJob()), asItem(id)], { parameters });

		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: String(code) });
		expect(error?.message).toBe(
			`The request "${id}" is COMPLETED, but its image is not reachable: HTTP ${code} [item 1]`,
		);
		expect(shown(error).description).toContain(bria().fileUrl(id));
	});

	it('(no web address) stops the execution without an HTTP status', async () => {
		const body = { status: 'COMPLETED', result: { image_url: 'somewhere' } };

		const { error } = await execute(bria(), [asItem(bria().addJob({ body }))], { parameters });

		expect(error?.message).toContain('its address is not a web address [item 0]');
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: null });
	});

	it('leaves by Error with its address, and the others by Completed', async () => {
		const gone = bria().addJob({ kind: 'video', file: { statusCode: 403 } });
		const items = [gone, bria().addJob()].map(asItem);

		const { outputs } = await execute(bria(), items, continued);

		expect(outputs.map(({ length }) => length)).toEqual([1, 1, 0, 0]);
		const message = `The request "${gone}" is COMPLETED, but its video is not reachable: HTTP 403`;
		expect(outputs[ERROR]?.[0]?.json).toEqual({
			request_id: gone,
			message,
			error: {
				code: 403,
				message,
				details: expect.stringMatching(/^Results expire/),
				result_url: bria().fileUrl(gone, 'video'),
			},
		});
		expect(outputs[ERROR]?.[0]).not.toHaveProperty('binary');
	});

	it('is no matter to an item that does not want it', async () => {
		const id = bria().addJob({ file: { statusCode: 404 } });
		const items = [true, false].map((wanted) => ({ ...asItem(id), wanted }));

		const { outputs } = await execute(bria(), items, {
			...continued,
			parameters: { downloadResult: '={{ $json.wanted }}' },
		});

		expect(outputs.map(itemsOf)).toEqual([[1], [0], [], []]);
	});

	it("leaves by n8n's own error output with its address and the input fields", async () => {
		const gone = bria().addJob({ file: { statusCode: 404 } });

		const { outputs } = await execute(bria(), [{ ...asItem(gone), name: 'fox' }], {
			parameters,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(outputs.map(({ length }) => length)).toEqual([0, 0, 0, 0, 1]);
		expect(outputs[4]?.[0]?.json).toMatchObject({
			request_id: gone,
			name: 'fox',
			error: { code: 404, result_url: bria().fileUrl(gone) },
		});
	});

	it('has its whole address in the item, and of a long one only the beginning in the text', async () => {
		const image_url = `data:image/png;base64,${'A'.repeat(50_000)}`;
		const id = bria().addJob({ body: { status: 'COMPLETED', result: { image_url } } });

		const { outputs } = await execute(bria(), [asItem(id)], continued);

		const { details, result_url } = outputs[ERROR]?.[0]?.json.error as IDataObject;
		expect(result_url).toBe(image_url);
		expect(String(details).length).toBeLessThan(2_000);
	});

	it('is a page instead of a picture', async () => {
		const id = bria().addJob({ file: { contentType: 'text/html; charset=utf-8' } });

		const { outputs } = await execute(bria(), [asItem(id)], continued);

		expect(outputs[ERROR]?.[0]?.json.error).toMatchObject({ code: 'no_file' });
		expect(downloads()).toHaveLength(1);
	});

	it.each(['file:///etc/passwd', 'data:image/png;base64,AAAA', 'somewhere'])(
		'is nowhere on the web: %s',
		async (image_url) => {
			const id = bria().addJob({ body: { status: 'COMPLETED', result: { image_url } } });

			const { outputs } = await execute(bria(), [asItem(id)], continued);

			expect(outputs[ERROR]?.[0]?.json.error).toMatchObject({
				code: 'refused_address',
				result_url: image_url,
			});
		},
	);
});
