import { createHash } from 'node:crypto';

import axios from 'axios';

import { faults, startSimulator, submissionFaults as when, type Simulator } from './index';
import { get, submit } from './testClient';

let bria: Simulator;

beforeEach(async () => {
	bria = await startSimulator({ maxUploadBytes: 1000 });
});

afterEach(() => bria.close());

interface Offer {
	upload_url: string;
	upload_fields: Record<string, string>;
	file_url: string;
}

async function offer(): Promise<Offer> {
	return (await submit(bria, '/video/upload')).data.result;
}

function formOf(fields: Array<[string, string]>, file = Buffer.from('a clip')): FormData {
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	form.append('file', new Blob([file], { type: 'video/mp4' }), 'clip.mp4');
	return form;
}

async function upload(url: string, form: FormData, headers = {}): Promise<number> {
	return (await axios.post(url, form, { headers, validateStatus: () => true })).status;
}

test('a video goes to a bucket of another origin, and then into a submission', async () => {
	const { upload_url, upload_fields, file_url } = await offer();
	expect(new URL(upload_url).origin).not.toBe(bria.origin);
	const video = { video: file_url };
	expect((await submit(bria, '/video/edit/remove_background', video)).status).toBe(422);

	const file = Buffer.from('frames');
	expect(await upload(upload_url, formOf(Object.entries(upload_fields), file))).toBe(204);
	expect((await submit(bria, '/video/edit/remove_background', video)).status).toBe(202);
	const sha256 = createHash('sha256').update(file).digest('hex');
	expect(bria.uploads).toEqual([
		{
			...{ key: upload_fields.key, fileUrl: file_url, fileName: 'clip.mp4' },
			...{ contentType: 'video/mp4', bytes: 6, sha256 },
		},
	]);
});

test.each([
	['in another order', (fields: Array<[string, string]>) => formOf(fields.reverse())],
	['with a field missing', (fields: Array<[string, string]>) => formOf(fields.slice(0, -1))],
	[
		'with a field after the file',
		([first, ...rest]: Array<[string, string]>) => {
			const form = formOf(first ? [first] : []);
			for (const [name, value] of rest) form.append(name, value);
			return form;
		},
	],
])('a form %s is refused', async (_how, make) => {
	const { upload_url, upload_fields } = await offer();
	expect(await upload(upload_url, make(Object.entries(upload_fields)))).toBe(403);
	expect(bria.uploads).toEqual([]);
});

test('the bucket refuses the token, a file over the limit, and what is no form', async () => {
	const { upload_url, upload_fields } = await offer();
	const form = (bytes: number) => formOf(Object.entries(upload_fields), Buffer.alloc(bytes));
	expect(await upload(upload_url, form(1), { api_token: bria.token })).toBe(403);
	expect(await upload(upload_url, form(1001))).toBe(400);
	expect((await axios.post(upload_url, {}, { validateStatus: () => true })).status).toBe(400);
	expect(await upload(upload_url, form(1000))).toBe(204);
});

test('an upload breaks, before and after the file has arrived', async () => {
	const { upload_url, upload_fields } = await offer();
	const form = () => formOf(Object.entries(upload_fields));
	bria.faultUpload([when.unread(faults.broken()), 503, when.accepted(faults.broken())]);
	await expect(upload(upload_url, form())).rejects.toMatchObject({ isAxiosError: true });
	expect(await upload(upload_url, form())).toBe(503);
	expect(bria.uploads).toHaveLength(0);
	await expect(upload(upload_url, form())).rejects.toMatchObject({ isAxiosError: true });
	expect(bria.uploads).toHaveLength(1);
});

test('the offer of a link can fail as any submission', async () => {
	bria.faultSubmission('/video/upload', [503]);
	expect((await submit(bria, '/video/upload')).status).toBe(503);
	expect((await submit(bria, '/video/upload')).status).toBe(200);
});

test('tailored models are listed', async () => {
	const url = `${bria.origin}/v1/tailored-gen/models`;
	expect((await get(bria, url)).data[0]).toMatchObject({ id: '101', name: 'Summer campaign' });
	bria.tailoredModels = [];
	expect((await get(bria, url)).data).toEqual([]);
	await expect(axios.get(url)).rejects.toMatchObject({ response: { status: 401 } });
});
