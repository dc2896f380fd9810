import { execFileSync } from 'node:child_process';
import path from 'node:path';

interface Packed {
	/** Of the packed file, in bytes. */
	size: number;
	files: Array<{ path: string }>;
}

const root = path.resolve(__dirname, '../..');

function pack(): Packed {
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const output = execFileSync('npm', args, { cwd: root, encoding: 'utf8' });
	const packed = Object.values(JSON.parse(output));
	return packed[0] as Packed;
}

describe('What npm publishes', () => {
	const { size, files } = pack();
	const paths = files.map((file) => file.path);

	it('is the built node, its credential, its icons, and what people read', () => {
		const built = /^dist\/(nodes|credentials|icons)\/.+(\.js|\.d\.ts|\.svg|\.node\.json)$/;
		expect(paths.filter((file) => !built.test(file)).sort()).toEqual([
			'CHANGELOG.md',
			'LICENSE.md',
			'README.md',
			'index.js',
			'package.json',
		]);
	});

	it('holds every file that n8n is told to load', () => {
		const { n8n } = jest.requireActual(path.join(root, 'package.json'));
		expect(paths).toEqual(expect.arrayContaining([...n8n.nodes, ...n8n.credentials]));
		expect(paths).toEqual(
			expect.arrayContaining([
				'dist/nodes/BriaStatus/BriaStatus.node.json',
				'dist/icons/bria.svg',
				'dist/icons/bria.dark.svg',
			]),
		);
	});

	it('is small', () => {
		expect(size).toBeLessThan(60_000);
	});
});
