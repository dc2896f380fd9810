import { describeFile, findResultFile } from '../../nodes/files/resultFile';

const image = (url: string) => ({ kind: 'image' as const, url });
const video = (url: string) => ({ kind: 'video' as const, url });

describe('The type of a file', () => {
	it.each([
		['as its server says', image('https://x.example/a'), 'image/webp', 'r1.webp', 'image/webp'],
		['against its address', image('https://x.example/a.png'), 'image/jpeg', 'r1.jpg', 'image/jpeg'],
		['with parameters', image('https://x.example/a'), 'IMAGE/PNG; q=1', 'r1.png', 'image/png'],
		[
			'by its address',
			image('https://x.example/a.JPEG?b=.gif'),
			undefined,
			'r1.jpeg',
			'image/jpeg',
		],
		[
			'by its address',
			video('https://x.example/a.mov'),
			'binary/octet-stream',
			'r1.mov',
			'video/quicktime',
		],
		[
			'by the end of its address',
			video('https://x.example/v1.2/a.b.mov'),
			undefined,
			'r1.mov',
			'video/quicktime',
		],
		['with spaces', image('https://x.example/a'), ' image/gif ; q=1', 'r1.gif', 'image/gif'],
		['in no such words', image('https://x.example/a'), 'x-image/gif', 'r1.png', 'image/png'],
		['as usual for images', image('https://x.example/a'), '', 'r1.png', 'image/png'],
		[
			'as usual for videos',
			video('https://x.example/a.b.toString'),
			undefined,
			'r1.mp4',
			'video/mp4',
		],
		[
			'though nobody knows it',
			image('https://x.example/a.jxl'),
			'image/jxl',
			'r1.jxl',
			'image/jxl',
		],
		[
			'though nobody knows it and its address says nothing',
			image('https://x.example/a'),
			'image/jxl',
			'r1.png',
			'image/jxl',
		],
	])('is told %s', (_name, result, contentType, fileName, mimeType) => {
		expect(describeFile(result, 'r1', contentType)).toEqual({ fileName, mimeType });
	});
});

describe('The name of a file', () => {
	it.each([
		['7f0f2a9c', '7f0f2a9c.png'],
		['../a b/ä', '.._a_b__.png'],
		['x'.repeat(300), `${'x'.repeat(100)}.png`],
	])('says which request it is: %s', (id, fileName) => {
		expect(describeFile(image('https://x.example/a.png'), id, undefined).fileName).toBe(fileName);
	});
});

describe('The file of a job', () => {
	const url = 'https://x.example/a';

	it.each([
		['image', { image_url: url }],
		['video', { video_url: url }],
		['video', { image_url: '', video_url: url }],
		['image', { image_url: url, video_url: 'https://x.example/b' }],
	])('is its %s: %j', (kind, result) => {
		expect(findResultFile({ status: 'COMPLETED', result })).toEqual({ kind, url });
	});
});

describe('There is no file', () => {
	it.each([
		['of a job that failed', { status: 'ERROR', result: { image_url: 'https://x.example/a' } }],
		['without a result', { status: 'COMPLETED' }],
		['where the result is no object', { status: 'COMPLETED', result: null }],
		['where the address is empty', { status: 'COMPLETED', result: { image_url: '' } }],
		['where that of the video is', { status: 'COMPLETED', result: { video_url: '' } }],
		['where the address is no text', { status: 'COMPLETED', result: { video_url: 5 } }],
	])('%s', (_name, body) => {
		expect(findResultFile(body)).toBeUndefined();
	});
});
