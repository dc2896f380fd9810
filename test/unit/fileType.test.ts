import { fileName, readContentType, typeOf } from '../../nodes/files/fileType';

describe('A Content-Type', () => {
	it.each([
		['image/png', 'image/png'],
		[' IMAGE/PNG ; q=1', 'image/png'],
		['image/jpg', 'image/jpeg'],
		['video/avi', 'video/x-msvideo'],
		['image/svg+xml; charset=utf-8', 'image/svg+xml'],
		['binary/octet-stream', ''],
		['application/octet-stream', ''],
		['png', ''],
		['', ''],
		[undefined, ''],
	])('%j says %j', (header, type) => {
		expect(readContentType(header)).toBe(type);
	});
});

describe('The type of a file', () => {
	const at = (...names: string[]) => names.map((name) => `https://x.example/${name}`);

	it.each<[string, string, string[], string, string]>([
		['its server says', 'image/webp', at('a'), 'image/webp', 'webp'],
		['its server says, against its address', 'image/jpeg', at('a.png'), 'image/jpeg', 'jpg'],
		[
			'its server says, in the spelling of its address',
			'image/jpeg',
			at('a.jpeg'),
			'image/jpeg',
			'jpeg',
		],
		['its address says', '', at('a.MOV?b=.gif'), 'video/quicktime', 'mov'],
		['the end of its address says', '', at('v1.2/a.b.tif'), 'image/tiff', 'tif'],
		['its last address says', '', at('b.webp', 'a.png'), 'image/webp', 'webp'],
		['its first address says, where the last does not', '', at('b', 'a.png'), 'image/png', 'png'],
		[
			'its address says, where the server says text',
			'text/plain',
			at('a.json'),
			'application/json',
			'json',
		],
		['its server says, though nobody knows it', 'image/x-new', at('a.new'), 'image/x-new', 'new'],
		[
			'its server says, though nobody knows its extension',
			'image/x-new',
			at('a'),
			'image/x-new',
			'',
		],
	])('is what %s', (_name, contentType, urls, mimeType, extension) => {
		expect(typeOf(contentType, urls)).toEqual({ mimeType, extension });
	});

	it.each([at('a'), at('a.toString'), at('a.b.unknown'), ['somewhere']])(
		'is not told by %s',
		(...urls) => {
			expect(typeOf('', urls)).toBeUndefined();
		},
	);
});

describe('The name of a file', () => {
	it.each([
		['7f0f2a9c', 'png', '7f0f2a9c.png'],
		['../a b/ä', 'png', '.._a_b__.png'],
		['x'.repeat(300), 'png', `${'x'.repeat(100)}.png`],
		[`${'x'.repeat(300)}_1`, 'png', `${'x'.repeat(98)}_1.png`],
		['a', '', 'a'],
	])('can be part of a path: %s', (name, extension, expected) => {
		expect(fileName(name, { extension, mimeType: 'image/png' })).toBe(expected);
	});
});
