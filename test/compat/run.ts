import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { type Engine, engines } from './engines';

const root = path.resolve(__dirname, '../..');

function run(
	command: string,
	parameters: string[],
	cwd: string,
	env: NodeJS.ProcessEnv = {},
): void {
	spawnSync(command, parameters, {
		cwd,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'ignore', 'ignore'],
		shell: process.platform === 'win32',
	});
}

/** Installs an engine beside the project, where it stays for the next time; returns its folder. */
function install(version: string): string {
	const folder = path.join(root, '.n8n-local', `n8n-core-${version}`);
	const done = path.join(folder, 'installed');
	if (existsSync(done)) return folder;
	console.log(`Installing n8n-core ${version}`);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
	const packages = [`n8n-core@${version}`, 'reflect-metadata'];
	const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	run('npm', ['install', ...flags, ...packages], folder);
	writeFileSync(done, '');
	return folder;
}

interface Test {
	fullName: string;
	status: 'passed' | 'failed';
}

/** Runs the engine tests on an installed engine. */
function test(folder: string): Test[] {
	const results = path.join(folder, 'results.json');
	rmSync(results, { force: true });
	const config = path.join('test', 'compat', 'jest.config.mjs');
	const flags = ['--config', config, '--silent', '--json', '--outputFile', results];
	run('npx', ['jest', ...flags], root, { N8N_CORE: folder });
	const files: Array<{ assertionResults: Test[]; message: string }> = JSON.parse(
		readFileSync(results, 'utf8'),
	).testResults;
	for (const { assertionResults, message } of files) {
		if (assertionResults.length === 0) throw new Error(message);
	}
	return files.flatMap(({ assertionResults }) => assertionResults);
}

/** Prints what an engine gave; returns how many tests failed that should not. */
function report({ version, differences }: Engine, tests: Test[]): number {
	const isKnown = ({ fullName }: Test) =>
		Object.keys(differences).some((part) => fullName.includes(part));
	const failed = tests.filter(({ status }) => status === 'failed');
	const unexpected = failed.filter((one) => !isKnown(one));
	const passed = tests.filter(({ status }) => status === 'passed').length;
	console.log(
		`n8n-core ${version}: ${passed} passed, ${failed.length - unexpected.length} known differences, ${unexpected.length} failed`,
	);
	for (const { fullName } of unexpected) console.log(`  failed: ${fullName}`);
	return unexpected.length;
}

const wanted = process.argv.slice(2);
let failures = 0;
for (const engine of engines) {
	if (wanted.length > 0 && !wanted.includes(engine.version)) continue;
	failures += report(engine, test(install(engine.version)));
}
process.exitCode = failures === 0 ? 0 : 1;
