import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { run } from '../n8n/command';
import { LOCAL, ROOT } from '../n8n/folders';
import { type Engine, engines } from './engines';

/** Installs an engine beside the project, where it stays for the next time; returns its folder. */
async function install(version: string): Promise<string> {
	const folder = path.join(LOCAL, `n8n-core-${version}`);
	const done = path.join(folder, 'installed');
	if (existsSync(done)) return folder;
	console.log(`Installing n8n-core ${version}`);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
	const packages = [`n8n-core@${version}`, 'reflect-metadata'];
	const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	await run('npm', ['install', ...flags, ...packages], { cwd: folder });
	writeFileSync(done, '');
	return folder;
}

interface Test {
	fullName: string;
	status: 'passed' | 'failed';
}

/** Runs the engine tests on an installed engine. */
async function test(folder: string): Promise<Test[]> {
	const results = path.join(folder, 'results.json');
	rmSync(results, { force: true });
	const config = path.join('test', 'compat', 'jest.config.mjs');
	const flags = ['--config', config, '--silent', '--json', '--outputFile', results];
	// Tests that fail are in the results.
	await run('npx', ['jest', ...flags], { cwd: ROOT, env: { N8N_CORE: folder } }).catch(() => {});
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

/** @param wanted versions; all where there are none */
async function main(wanted: string[]): Promise<void> {
	let failures = 0;
	for (const engine of engines) {
		if (wanted.length > 0 && !wanted.includes(engine.version)) continue;
		failures += report(engine, await test(await install(engine.version)));
	}
	process.exitCode = failures === 0 ? 0 : 1;
}

void main(process.argv.slice(2));
