import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { notFiles, type FileOptions, type JobKind } from '../simulator';
import { fileOf, keepFilesOnDisk, storageFolder } from './binaryData';
import { execute, shown } from './briaStatus';
import { useSimulator } from './useSimulator';

const COMPLETED = 0;
const ERROR = 1;

const bria = useSimulator();
const parameters: IDataObject = { downloadResult: true };
const continued = { parameters, settings: { onError: 'continueRegularOutput' as const } };

const downloads = () => bria().log.filter(({ path }) => path.startsWith('/files/'));

/** The item of one request and the output that it left by. */
async function itemOf(requestId: string, options: IDataObject = {}) {
	const { outputs, hints } = await execute(bria(), [{ request_id: requestId }], {
		...continued,
		parameters: { ...parameters, options } as never,
	});
	const output = outputs.findIndex(({ length }) => length > 0);
	const item = outputs[output]?.[0];
	return { output, item, json: item?.json, hints: hints.map(({ message }) => message) };
}

const completed = (result: unknown) =>
	bria().addJob({ body: { status: 'COMPLETED', request_id: 'r1', result } });
const failureOf = (json: IDataObject | undefined) => json?.error as IDataObject | undefined;

describe('Download Result', () => {
	it.each<[JobKind, string[]]>([
		['image', ['data']],
		['edited_image', ['data']],
		['video', ['data']],
		['mask_video', ['data']],
		['layers', ['data']],
		['dimensions', ['data']],
		['masks', ['data', 'data_1', 'data_2']],
		['resized_ads', ['data', 'data_1']],
		['structured_prompt', []],
		['structured_instruction', []],
		['attribution', []],
	])('fetches every file of %s: %j', async (kind, fields) => {
		const { output, item } = await itemOf(bria().addJob({ kind }));

		expect(output).toBe(COMPLETED);
		expect(Object.keys(item?.binary ?? {})).toEqual(fields);
		expect(downloads()).toHaveLength(fields.length);
	});

	it('names the files of one request apart, in the order of the answer', async () => {
		const [a, b] = [bria().file('a.png'), bria().file('b.jpg')];
		const { item } = await itemOf(completed({ masks: [{ image_url: a }, { image_url: b }] }));

		expect((await fileOf(item)).fileName).toMatch(/^\w+\.png$/);
		expect((await fileOf(item, 'data_1')).fileName).toMatch(/^\w+_1\.jpg$/);
	});

	it('finds files in lists, at any depth and under any name that says so, each once', async () => {
		const file = (name: string) => bria().file(name);
		const { item } = await itemOf(
			completed({
				images: [file('a.png'), file('b.png')],
				output: { layers: [{ layerUrl: file('c.png'), preview_urls: [file('d.png')] }] },
				video_uri: file('e.mp4'),
				again_url: file('a.png'),
			}),
		);

		const names = Object.keys(item?.binary ?? {});
		expect(names).toEqual(['data', 'data_1', 'data_2', 'data_3', 'data_4']);
		expect(downloads().map(({ path }) => path.slice('/files/'.length))).toEqual(
			expect.arrayContaining(['a.png', 'b.png', 'c.png', 'd.png', 'e.mp4']),
		);
	});

	it('finds a file that lies beside the status, as Bria documents it for tailored models', async () => {
		const image_url = bria().file('a.png');
		const body = {
			status: 'COMPLETED',
			request_id: 'r1',
			image_url,
			structured_prompt: '{"a": 1}',
		};
		const { item } = await itemOf(bria().addJob({ body }), {
			simplify: true,
			parseStructuredPrompt: true,
		});

		expect(Object.keys(item?.binary ?? {})).toEqual(['data']);
		expect(item?.json).toEqual({
			request_id: 'r1',
			status: 'COMPLETED',
			result_type: 'image',
			result_url: image_url,
			structured_prompt: { a: 1 },
		});
	});

	it('fetches nothing that leads elsewhere, nor what texts and errors mention', async () => {
		const elsewhere = `${bria().elsewhere.origin}/x.png`;
		const { item } = await itemOf(
			completed({
				image_url: bria().file('a.png'),
				status_url: elsewhere,
				webhook_url: elsewhere,
				input_image_url: elsewhere,
				prompt: elsewhere,
				text: `See ${elsewhere}`,
				structured_prompt: { image_url: elsewhere },
				error: { help_url: elsewhere },
				parts: [{ status: 'failed', url: elsewhere }],
			}),
		);

		expect(Object.keys(item?.binary ?? {})).toEqual(['data']);
		expect(downloads()).toHaveLength(1);
	});

	it.each([
		['an empty result', {}],
		['an address that is null', { image_url: null, seed: 5 }],
		['an address that is empty', { video_url: '' }],
		['no result', undefined],
		['a null result', null],
		['nothing but a seed and a prompt', { seed: 5, prompt: 'a fox' }],
		['an empty list', { masks: [] }],
		['an empty address beside a structured prompt', { image_url: null, structured_prompt: '{}' }],
	])('fails where a completed request holds %s', async (_name, result) => {
		const { output, json } = await itemOf(completed(result));

		expect(output).toBe(ERROR);
		expect(failureOf(json)).toMatchObject({ code: 'no_file' });
		expect(json?.message).toMatch(/is COMPLETED, but Bria's answer holds no file$/);
	});

	it.each([
		[{ error: { message: 'Not allowed' } }],
		[{ results: [{ status: 'failed', url: null, error: 'Not allowed' }] }],
	])("tells Bria's words where no part of a result has a file: %j", async (result) => {
		const { json } = await itemOf(completed(result));

		expect(failureOf(json)?.details).toMatch(/Bria says: Not allowed$/);
	});

	it('passes such a request where no file is wanted', async () => {
		const { output } = await execute(bria(), [{ request_id: completed({}) }]).then(
			({ outputs }) => ({ output: outputs.findIndex(({ length }) => length > 0) }),
		);

		expect(output).toBe(COMPLETED);
	});

	it('fails where one of several files cannot be had, and says which', async () => {
		const gone = bria().file('b.png', { statusCode: 404 });
		const { output, json } = await itemOf(completed({ images: [bria().file('a.png'), gone] }));

		expect(output).toBe(ERROR);
		expect(failureOf(json)).toMatchObject({ code: 404, result_url: gone });
	});

	it('tells which parts of a completed request failed', async () => {
		const { output, hints } = await itemOf(bria().addJob({ kind: 'resized_ads', requestId: 'r1' }));

		expect(output).toBe(COMPLETED);
		expect(hints).toEqual([
			'1 part of completed requests failed: "banner [failed]" of the request "r1" (The text does not fit). The other parts are there.',
		]);
	});
});

describe('A file that is none', () => {
	it.each<[keyof typeof notFiles, string]>([
		['json', 'JSON'],
		['xml', 'XML'],
		['html', 'HTML'],
		['empty', 'nothing'],
		['noContent', 'nothing'],
		['disguised', 'HTML'],
	])('(%s) is a failed call that says what came', async (kind, what) => {
		const { output, json } = await itemOf(bria().addJob({ file: notFiles[kind]() }));

		expect(output).toBe(ERROR);
		expect(failureOf(json)?.code).toBe('no_file');
		expect(json?.message).toMatch(new RegExp(`its image is not reachable: ${what} came instead$`));
		expect(downloads()).toHaveLength(1);
	});

	it.each(['{"message": "not ready"}', '\uFEFF<?xml version="1.0"?><Error/>', '<Error>no</Error>'])(
		'is told by its first bytes, whatever its type says: %s',
		async (text) => {
			const file = { text, contentType: 'application/octet-stream' };
			const { json } = await itemOf(bria().addJob({ kind: 'video', file }));

			expect(failureOf(json)?.code).toBe('no_file');
		},
	);

	it('is a page for a picture, also where the field around says that it is one', async () => {
		const file = notFiles.html();
		const { output } = await itemOf(completed({ images: [{ url: bria().file('a', file) }] }));

		expect(output).toBe(ERROR);
	});

	it('is not an SVG picture', async () => {
		const text = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>';
		const file = { text, contentType: 'image/svg+xml' };
		const { output, item } = await itemOf(bria().addJob({ file }));

		expect(output).toBe(COMPLETED);
		expect(await fileOf(item)).toMatchObject({ mimeType: 'image/svg+xml', fileExtension: 'svg' });
	});

	it.each<[string, string, FileOptions]>([
		['JSON', 'json', { contentType: 'application/json' }],
		['HTML', 'html', { contentType: 'text/html; charset=utf-8' }],
	])(
		'is not a manifest in %s, where a field says nothing but url',
		async (_name, type, options) => {
			const url = bria().file(`manifest.${type}`, options);
			const { output, item } = await itemOf(completed({ url, agent_type: 'image_to_layers' }));

			expect(output).toBe(COMPLETED);
			expect((await fileOf(item)).fileExtension).toBe(type);
		},
	);
});

describe('The type and the name of a file', () => {
	const about = async (name: string, options: FileOptions, field = 'image_url') => {
		const { item } = await itemOf(completed({ [field]: bria().file(name, options) }));
		const { fileName, mimeType } = await fileOf(item);
		return [fileName?.replace(/^\w+/, ''), mimeType];
	};

	it.each<[string, FileOptions, string, string]>([
		['a', { content: 'jpg', contentType: 'image/jpg' }, '.jpg', 'image/jpeg'],
		['a', { content: 'heic', contentType: 'image/heic' }, '.heic', 'image/heic'],
		['a', { content: 'bmp', contentType: 'image/bmp' }, '.bmp', 'image/bmp'],
		['a', { content: 'avi', contentType: 'video/x-msvideo' }, '.avi', 'video/x-msvideo'],
		['a.tif', { contentType: false }, '.tif', 'image/tiff'],
		['a.tif', { contentType: 'image/tiff' }, '.tif', 'image/tiff'],
		['a.jpeg', { contentType: 'binary/octet-stream' }, '.jpeg', 'image/jpeg'],
		['a.png', { content: 'webp', contentType: 'image/webp' }, '.webp', 'image/webp'],
	])('are what its server or its address says: %s, %j', async (name, options, ext, mimeType) => {
		expect(await about(name, options)).toEqual([ext, mimeType]);
	});

	it("are told by n8n, by the file's bytes, where nothing else tells", () => {
		const run = ['--import', 'tsx', path.join(__dirname, 'unknownFiles.ts')];
		const said = JSON.parse(execFileSync(process.execPath, run, { encoding: 'utf8' }));

		expect(said).toEqual({
			webp: { fileName: 'r1.webp', mimeType: 'image/webp' },
			gif: { fileName: 'r1.gif', mimeType: 'image/gif' },
			mov: { fileName: 'r1.mov', mimeType: 'video/quicktime' },
		});
	});

	it('are what is usual where nobody can tell', async () => {
		const options = { text: 'x'.repeat(5), content: 'png', contentType: false as const };
		expect(await about('a', { ...options, text: '\u0001\u0002\u0003' })).toEqual([
			'.png',
			'image/png',
		]);
	});

	it('go by the address that a redirect leads to', async () => {
		const stored = bria().file('stored.webp', { contentType: false });
		expect(await about('moved', { redirectTo: stored })).toEqual(['.webp', 'image/webp']);
	});
});

describe("n8n's storage", () => {
	beforeAll(keepFilesOnDisk);

	it('that is no folder is named, once, and not blamed on the connection', async () => {
		const first = await itemOf(bria().addJob());
		const folder = storageFolder(String((await fileOf(first.item)).id));
		renameSync(folder, `${folder}.away`);
		writeFileSync(folder, '');
		try {
			const id = bria().addJob();
			const { output, json } = await itemOf(id);

			expect(output).toBe(ERROR);
			expect(json?.message).toBe(
				`The request "${id}" is COMPLETED, but n8n could not store its image: its folder is no folder`,
			);
			expect(failureOf(json)?.details).toMatch(/^Check the storage in which this n8n keeps files/);
			expect(downloads()).toHaveLength(2);

			const { error } = await execute(bria(), [{ request_id: id }], { parameters });
			expect(shown(error).message).toMatch(/n8n could not store its image/);
		} finally {
			rmSync(folder);
			mkdirSync(folder);
			renameSync(`${folder}.away`, folder);
		}
	});
});
