import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import axios from 'axios';

import packageJson from '../../package.json';
import { run } from '../n8n/command';
import { ROOT } from '../n8n/folders';
import { type PackageRegistry, startPackageRegistry } from '../standIns/packageRegistry';

const { name, version } = packageJson;

let registry: PackageRegistry;
let folder: string;

/** The changelog of the commit, with a section for the version or without one. */
async function writeChangelog(section: string): Promise<void> {
	const file = path.join(folder, 'CHANGELOG.md');
	const text = await readFile(path.join(ROOT, 'CHANGELOG.md'), 'utf8');
	const others = text.split(/^(?=## )/m).filter((one) => !one.startsWith(`## [${version}]`));
	await writeFile(file, [...others, section].join(''));
}

/** Runs what `publish.yml` runs; returns what it printed. */
async function publish(tag: string, ...options: string[]): Promise<string> {
	return await run('.ci/publish', [tag, ...registry.npmOptions, ...options], { cwd: folder });
}

async function publishedVersions(): Promise<string[]> {
	const url = `${registry.origin}/${name}`;
	const { data } = await axios.get(url, { validateStatus: () => true });
	return Object.keys(data.versions ?? {});
}

beforeAll(async () => {
	registry = await startPackageRegistry();
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-bria-publish-'));
	await run('git', ['clone', '--quiet', ROOT, folder], { cwd: tmpdir() });
	await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
});

afterAll(async () => {
	await registry.close();
	await rm(folder, { recursive: true, force: true });
});

it('refuses a tag that is not the version, and a version that the changelog says nothing of', async () => {
	await writeChangelog('');

	await expect(publish('v99.0.0')).rejects.toThrow(`package.json holds the version ${version}`);
	await expect(publish(`v${version}`)).rejects.toThrow('CHANGELOG.md has no section');
	expect(await publishedVersions()).toEqual([]);
});

it('builds, packs and publishes the version of the tag; a dry run does all but the last', async () => {
	await writeChangelog(`## [${version}] - 2026-01-01\n\n- Something new.\n`);

	const printed = await publish(`v${version}`, '--dry-run');
	expect(printed).toContain('- Something new.');
	expect(printed).toContain(`+ ${name}@${version}`);
	expect(await publishedVersions()).toEqual([]);

	await publish(`v${version}`);
	expect(await publishedVersions()).toEqual([version]);
});
