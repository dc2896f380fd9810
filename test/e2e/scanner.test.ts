import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import packageJson from '../../package.json';
import { run } from '../n8n/command';
import { ROOT } from '../n8n/folders';
import { PATH_WITH_NODE } from '../n8n/install';
import { packPackage } from '../n8n/package';
import { installTool, PACKAGE_SCANNER } from '../n8n/tool';
import { type PackageRegistry, startPackageRegistry } from '../standIns/packageRegistry';
import { startProvenance } from '../standIns/provenance';
import { internetOfThisRun, useInternet } from './useInternet';

const { name, version, repository } = packageJson;
const internet = useInternet();
let registry: PackageRegistry;

/** What n8n's scanner of community packages prints; it ends well, whatever it finds. */
async function scan(): Promise<string> {
	const command = await installTool(PACKAGE_SCANNER);
	const { environment } = internetOfThisRun();
	// Jest says "test" here, under which some of the rules are others.
	const env = { ...process.env, ...environment, PATH: PATH_WITH_NODE, NODE_ENV: 'production' };
	const scanner = spawn(command, [`${name}@${version}`], { cwd: tmpdir(), env });
	let printed = '';
	for (const stream of [scanner.stdout, scanner.stderr]) {
		stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	}
	await once(scanner, 'close');
	return printed;
}

/** The commit that is checked out, as GitHub would hand it out. */
async function source() {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-bria-source-'));
	const file = path.join(folder, 'source.tar.gz');
	const options = { cwd: ROOT };
	const archive = ['archive', '--format=tar.gz', '--prefix=source/', '-o', file, 'HEAD'];
	await run('git', archive, options);
	const commit = (await run('git', ['rev-parse', 'HEAD'], options)).trim();
	const content = await readFile(file);
	await rm(folder, { recursive: true });
	const [, owner = ''] = /github\.com\/(.+)\.git$/.exec(repository.url) ?? [];
	return { repository: owner, commit, archive: content };
}

beforeAll(async () => {
	registry = await startPackageRegistry();
	await registry.publish(await packPackage(console.log));
});

afterAll(() => registry.close());

it("n8n's scanner passes the package, sources and all, once its provenance is there", async () => {
	await internet.add(await startProvenance(registry.origin, await source()));

	const printed = await scan();

	expect(printed).toContain('Provenance check passed');
	expect(printed).toContain(`Package ${name}@${version} has passed all security checks`);
});
