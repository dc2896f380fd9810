import { readdirSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { IBinaryData, IDataObject } from 'n8n-workflow';

import { faults, submissionFaults } from '../../simulator';
import { until } from '../../simulator/testClient';
import { keepFilesOnDisk, storageFolder, storeFile } from '../binaryData';
import { useSimulator } from '../useSimulator';
import { execute, idsOf } from './bria';

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100, 7)]);
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100, 7)]);
const WEBP = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), Buffer.alloc(100, 7)]);
const GIF = Buffer.concat([Buffer.from('GIF89a', 'latin1'), Buffer.alloc(100, 7)]);

const MEGABYTE = 1024 ** 2;

/** A file in memory. */
const file = (content: Buffer, mimeType = 'image/png', fileName = 'picture'): IBinaryData => ({
	data: content.toString('base64'),
	mimeType,
	fileName,
});

const REMOVE_BACKGROUND = { resource: 'image', operation: 'removeBackground' };

const bria = useSimulator();

const removeBackground = async (
	image: IDataObject[string],
	binary: Record<string, IBinaryData> = {},
	onError?: 'continueRegularOutput',
) =>
	await execute(bria(), [{ note: 'mine' }], {
		parameters: image === undefined ? REMOVE_BACKGROUND : { ...REMOVE_BACKGROUND, image },
		binary,
		settings: { onError },
	});

const imageSent = () => bria().submissions[0]?.body.image;

it.each([
	[true, ['data', 'photo']],
	[false, []],
])('the input files come along where Include Input Fields says so: %j', async (include, names) => {
	const { items } = await execute(bria(), [{}], {
		parameters: { ...REMOVE_BACKGROUND, options: { includeInputFields: include } },
		binary: { data: file(PNG), photo: file(JPEG) },
	});

	expect(Object.keys(items[0]?.binary ?? {})).toEqual(names);
});

describe('An image goes in as', () => {
	it("the input item's file, which is called data unless something else is said", async () => {
		await removeBackground(undefined, { data: file(PNG) });

		expect(imageSent()).toBe(PNG.toString('base64'));
	});

	it('a file by its name', async () => {
		await removeBackground('photo', { data: file(PNG), photo: file(JPEG) });

		expect(imageSent()).toBe(JPEG.toString('base64'));
	});

	it('a URL, which Bria fetches itself', async () => {
		const url = bria().file('cat.png');

		await removeBackground(url);

		expect(imageSent()).toBe(url);
	});

	const inLines = WEBP.toString('base64').replace(/(.{20})/g, '$1\n');

	it.each([
		['as it is', WEBP.toString('base64')],
		['with a data URI prefix', `data:image/webp;base64,${WEBP.toString('base64')}`],
		['in lines', inLines],
		['for URLs, which has no padding', WEBP.toString('base64url')],
	])('Base64 %s', async (_, text) => {
		await removeBackground(text);

		expect(imageSent()).toBe(WEBP.toString('base64'));
	});

	it.each([
		['in lines', inLines],
		['for URLs', WEBP.toString('base64url')],
	])('a file of a Code node whose Base64 is %s', async (_, data) => {
		await removeBackground(undefined, { data: { mimeType: 'image/webp', data } });

		expect(imageSent()).toBe(WEBP.toString('base64'));
	});

	it('a list of files', async () => {
		await execute(bria(), [{}], {
			parameters: { resource: 'image', operation: 'edit', instruction: 'x', images: 'data' },
			binary: { data: file(PNG) },
		});

		expect(bria().submissions[0]?.body.images).toEqual([PNG.toString('base64')]);
	});

	it('a file on disk', async () => {
		await keepFilesOnDisk();

		await removeBackground(undefined, { data: await storeFile(JPEG, 'image/jpeg') });

		expect(imageSent()).toBe(JPEG.toString('base64'));
	});
});

describe('What cannot go in is told before anything is sent:', () => {
	afterEach(() => expect(bria().log).toEqual([]));

	it('a file that the item does not have, with those that it has', async () => {
		const { error } = await removeBackground('photo', { data: file(PNG), logo: file(PNG) });

		expect(error?.message).toBe(
			`'Image' names the file "photo", which the item does not have [item 0]`,
		);
		expect(error?.description).toContain('"data", "logo"');
	});

	it('an item without files', async () => {
		const { error } = await removeBackground(undefined);

		expect(error?.description).toContain('The item has no files');
	});

	it.each([
		['by its name', { data: file(GIF, 'image/gif', 'cat.gif') }],
		['by its content', { data: file(Buffer.from('<html>not found</html>'), 'image/png') }],
		['that is empty', { data: file(Buffer.alloc(0)) }],
	])('a file of another type %s', async (_, binary) => {
		const { error } = await removeBackground(undefined, binary);

		expect(error?.message).toBe("'Image' is no JPEG, PNG or WEBP image [item 0]");
	});

	it.each([
		['nothing', {}],
		['null', { data: null }],
		['a buffer', { data: { type: 'Buffer', data: [1] } }],
	])('a file of a Code node with %s in the place of Base64', async (_, content) => {
		const { error } = await removeBackground(undefined, {
			data: { mimeType: 'image/png', ...content } as never,
		});

		expect(error?.message).toBe("The file of 'Image' has no content [item 0]");
		expect(error?.description).toContain('prepareBinaryData');
	});

	it('a file that n8n has deleted since', async () => {
		await keepFilesOnDisk();
		const stored = await storeFile(PNG, 'image/png');

		const { error } = await removeBackground(undefined, {
			data: { ...stored, id: String(stored.id).slice(0, -4) },
		});

		expect(error?.message).toBe("The file of 'Image' cannot be read [item 0]");
	});

	it('an empty video', async () => {
		const { error } = await execute(bria(), [{}], {
			parameters: { resource: 'video', operation: 'removeBackground' },
			binary: { data: file(Buffer.alloc(0), 'video/mp4', 'clip.mp4') },
		});

		expect(error?.message).toBe("'Video' is an empty file [item 0]");
		expect(error?.description).toContain('"clip.mp4"');
	});

	it.each([
		['an image', file(PNG, 'image/png', 'cat.png')],
		['the page of a failed download', file(Buffer.from('<html>not found</html>'), 'video/mp4')],
		['JSON', file(Buffer.from('{"error": "not found"}'), 'application/json')],
		['a PDF', file(Buffer.from('%PDF-1.7'), 'application/pdf')],
	])('%s in the place of a video', async (_, data) => {
		const { error } = await execute(bria(), [{}], {
			parameters: { resource: 'video', operation: 'removeBackground' },
			binary: { data },
		});

		expect(error?.message).toBe("'Video' is no video [item 0]");
		expect(error?.description).toContain(data.mimeType);
	});

	it('a file that is too large', async () => {
		const large = Buffer.concat([PNG, Buffer.alloc(12 * MEGABYTE)]);

		const { error } = await removeBackground(undefined, { data: file(large) });

		expect(error?.message).toContain('larger than the 12 MB');
	});

	it.each(['ftp://example.com/cat.png', 's3://bucket/cat.png', 'http://', 'data:text/plain,x'])(
		'%s',
		async (address) => {
			const { error } = await removeBackground(address);

			expect(error?.message).toMatch(
				/^'Image' is (an address that Bria cannot use|not a web address)/,
			);
		},
	);

	it('a video as Base64', async () => {
		const { error } = await execute(bria(), [{}], {
			parameters: {
				...{ resource: 'video', operation: 'removeBackground' },
				video: 'x'.repeat(1_000),
			},
		});

		expect(error?.message).toContain('which Bria takes for images only');
	});
});

describe('A video', () => {
	const VIDEO = { resource: 'video', operation: 'removeBackground' };
	const content = Buffer.alloc(3 * MEGABYTE + 1, 'video');
	const clip = file(content, 'video/mp4', 'my "clip".mp4');

	afterEach(() => {
		const atBucket = bria().log.filter(({ path }) => path.startsWith('/bria-uploads'));
		for (const { headers } of atBucket) expect(headers.api_token).toBeUndefined();
	});

	it.each([
		['in memory', async () => clip],
		[
			'on disk',
			async () => {
				await keepFilesOnDisk();
				return await storeFile(content, 'video/mp4', 'my clip.mp4');
			},
		],
	])('%s is uploaded first, byte by byte', async (_, given) => {
		const { items } = await execute(bria(), [{}], {
			parameters: VIDEO,
			binary: { data: await given() },
		});

		const [upload] = bria().uploads;
		expect(upload).toMatchObject({ bytes: content.length, contentType: 'video/mp4' });
		expect(bria().submissions).toMatchObject([{ body: { video: upload?.fileUrl } }]);
		expect(idsOf(items)).toEqual([bria().submissions[0]?.requestId]);
	});

	it('of a Code node, which may leave the type out, is uploaded', async () => {
		const binary = { data: { data: content.toString('base64') } as IBinaryData };

		await execute(bria(), [{}], { parameters: VIDEO, binary });

		expect(bria().uploads).toMatchObject([{ bytes: content.length }]);
	});

	it('that n8n deletes in the meantime is no broken connection', async () => {
		await keepFilesOnDisk();
		const stored = await storeFile(content, 'video/mp4', 'clip.mp4');
		const [, place = ''] = String(stored.id).split(':');
		const deleted = submissionFaults.accepted(({ res, body }) => {
			rmSync(path.join(storageFolder(String(stored.id)), place));
			res.json(body);
		});
		bria().faultSubmission('/video/upload', [deleted]);

		const { error } = await execute(bria(), [{}], {
			parameters: VIDEO,
			binary: { data: stored },
		});

		expect(error?.message).toContain('A file of the item cannot be read');
		expect(bria().submissions).toEqual([]);
	});

	/** The files that this process has open. Only Linux tells. */
	const openFiles = () =>
		readdirSync('/proc/self/fd').flatMap((handle) => {
			try {
				return readlinkSync(`/proc/self/fd/${handle}`);
			} catch {
				return [];
			}
		});

	(process.platform === 'linux' ? it : it.skip)(
		'whose upload fails does not stay open on the disk of n8n',
		async () => {
			await keepFilesOnDisk();
			const large = Buffer.alloc(3_000_000, 1);
			const stored = await storeFile(large, 'video/mp4', 'clip.mp4');
			const upload_url = 'http://127.0.0.1:1/';
			const elsewhere = submissionFaults.refused(({ res, body }) => {
				res.json({ ...body, result: { ...Object(body.result), upload_url } });
			});
			bria().faultSubmission('/video/upload', [elsewhere, elsewhere, elsewhere]);

			const { error } = await execute(bria(), [{}], {
				parameters: VIDEO,
				binary: { data: stored },
			});

			expect(error?.description).toContain('ECONNREFUSED');
			const [, place = ''] = String(stored.id).split(':');
			await until(() => !openFiles().some((name) => name.endsWith(place)));
		},
	);

	it('gets an image as its background, which is uploaded as well', async () => {
		await execute(bria(), [{}], {
			parameters: {
				...{ resource: 'video', operation: 'replaceBackground' },
				...{ video: bria().file('clip.mp4'), background_url: 'data' },
			},
			binary: { data: file(PNG) },
		});

		const [upload] = bria().uploads;
		expect(upload).toMatchObject({ bytes: PNG.length });
		expect(bria().submissions[0]?.body.background_url).toBe(upload?.fileUrl);
	});

	it('by its URL is not uploaded', async () => {
		const video = bria().file('clip.mp4');

		await execute(bria(), [{}], { parameters: { ...VIDEO, video } });

		expect(bria().uploads).toEqual([]);
		expect(bria().submissions).toMatchObject([{ body: { video } }]);
	});

	const uploadFails = async () =>
		await execute(bria(), [{}], {
			parameters: VIDEO,
			binary: { data: clip },
			settings: { onError: 'continueRegularOutput' },
		});

	it('is uploaded again where that may help', async () => {
		bria().faultSubmission('/video/upload', [503, 429]);
		bria().faultUpload([faults.broken()]);

		const { items } = await uploadFails();

		expect(idsOf(items)).toEqual([bria().submissions[0]?.requestId]);
	});

	it('whose place in the storage Bria does not tell submits nothing, and says why', async () => {
		bria().faultSubmission('/video/upload', [faults.firewallPage()]);

		const { items } = await uploadFails();

		expect(items[0]?.json).toMatchObject({
			message: 'The video could not be uploaded to Bria, so the job was not submitted',
			error: { code: 403, details: expect.stringContaining('did not get through to Bria') },
		});
	});

	it('that cannot be uploaded submits nothing, and says so', async () => {
		bria().faultUpload([500, faults.broken(), 403]);

		const { items } = await uploadFails();

		expect(items[0]?.json).toMatchObject({
			message: 'The video could not be uploaded to Bria, so the job was not submitted',
			error: { code: 403 },
		});
		expect(bria().submissions).toEqual([]);
	});

	it('is not sent to an address that Bria should not have named', async () => {
		const to = (upload_url: string) =>
			faults.status(200, {
				body: { result: { upload_url, upload_fields: {}, file_url: 'https://a.test/b' } },
			});
		bria().faultSubmission('/video/upload', [to('file:///etc'), to('nowhere'), to('')]);

		const { items } = await uploadFails();

		expect(items[0]?.json.error).toMatchObject({ code: 'no_upload_link' });
	});

	it('ends the run where Bria does not accept the token', async () => {
		const { items } = await execute(bria(), [{}, {}], {
			parameters: VIDEO,
			binary: { data: clip },
			credential: { apiToken: 'another' },
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items.map(({ json }) => json.error)).toEqual(
			Array(2).fill(expect.objectContaining({ code: 401 })),
		);
		expect(bria().log).toHaveLength(1);
	});
});
