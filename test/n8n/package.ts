import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { run } from './command';
import { LOCAL, ROOT } from './folders';
import { PATH_WITH_NODE } from './install';

const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'index.js', 'gulpfile.js'];
const PACKED = path.join(LOCAL, 'packed');

/** When a file or anything in a folder was changed last. */
async function changedAt(file: string): Promise<number> {
	const stats = await stat(file);
	const inside = stats.isDirectory() ? await readdir(file) : [];
	const times = await Promise.all(inside.map((name) => changedAt(path.join(file, name))));
	return Math.max(stats.mtimeMs, ...times);
}

async function findTarball(): Promise<string | undefined> {
	const names = await readdir(PACKED).catch(() => []);
	const name = names.find((one) => one.endsWith('.tgz'));
	return name && path.join(PACKED, name);
}

/** The package as it would be published, packed again only when a source has changed. */
export async function packPackage(say: (line: string) => void): Promise<string> {
	const existing = await findTarball();
	const changes = await Promise.all(SOURCES.map((name) => changedAt(path.join(ROOT, name))));
	if (existing && (await stat(existing)).mtimeMs > Math.max(...changes)) return existing;

	say('Building and packing n8n-nodes-bria');
	await rm(PACKED, { recursive: true, force: true });
	await mkdir(PACKED, { recursive: true });
	await run('npm', ['run', 'build'], { cwd: ROOT });
	await run('npm', ['pack', '--pack-destination', PACKED], { cwd: ROOT });
	const packed = await findTarball();
	if (!packed) throw new Error('npm pack left no tarball');
	return packed;
}

/**
 * Unpacks the packed package and gives it another version.
 *
 * @param folder where it is put; has to exist and be empty
 */
export async function unpackAs(version: string, tarball: string, folder: string): Promise<void> {
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { cwd: folder });
	const file = path.join(folder, 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8'));
	await writeFile(file, JSON.stringify({ ...manifest, version }, null, '\t'));
}

/**
 * Installs the package from its own tarball where n8n looks for community nodes.
 *
 * @param userFolder n8n's `N8N_USER_FOLDER`
 */
export async function installPackage(
	userFolder: string,
	say: (line: string) => void,
): Promise<void> {
	const nodes = path.join(userFolder, '.n8n/nodes');
	const tarball = await packPackage(say);
	await mkdir(nodes, { recursive: true });
	const options = ['--no-audit', '--no-fund', '--omit=peer', '--legacy-peer-deps', '--no-save'];
	await run('npm', ['install', '--prefix', nodes, ...options, tarball], {
		cwd: nodes,
		env: { PATH: PATH_WITH_NODE },
	});
}
