import type { IExecuteFunctions } from 'n8n-workflow';

import { checkInputFile, findInputFile } from '../../../nodes/Bria/inputFile';

const GIGABYTE = 1024 ** 3;

/** Checks a video that n8n keeps, of which only the size and the beginning are known. */
async function checkVideo(fileSize: number): Promise<void> {
	const helpers = {
		getBinaryMetadata: async () => ({ fileSize }),
		getBinaryStream: async () => [Buffer.from('\0\0\0\x18ftypmp42')],
	};
	const file = { id: 'filesystem:1', data: '', mimeType: 'video/mp4', fileName: 'film.mp4' };
	const named = { text: 'data', kind: 'video', label: 'Video' } as const;
	await checkInputFile({ helpers } as unknown as IExecuteFunctions, { file }, named);
}

it('a video of more than 1 GB is told by its size, without reading more than its beginning', async () => {
	await expect(checkVideo(GIGABYTE + 1)).rejects.toMatchObject({
		message: "'Video' is larger than the 1 GB that Bria takes",
		details: expect.stringContaining('"film.mp4"'),
	});
	await expect(checkVideo(GIGABYTE)).resolves.toBeUndefined();
});

it.each(['', 'data:image/png;base64,'])(
	'a huge image as Base64 is told by its size, whether or not it has a prefix: "%s"',
	async (prefix) => {
		const named = { text: prefix + 'A'.repeat(40_000_000), kind: 'image', label: 'Image' } as const;
		const source = findInputFile({ json: {} }, named);
		await expect(checkInputFile({} as IExecuteFunctions, source, named)).rejects.toMatchObject({
			message: "'Image' is larger than the 12 MB that Bria takes",
		});
	},
);
