import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { run } from '../n8n/command';
import { LOCAL, ROOT } from '../n8n/folders';
import { type Engine, engines, NEWEST } from './engines';

/** Installs an engine beside the project, where it stays for the next time; returns its folder. */
async function install(version: string): Promise<string> {
	if (version === NEWEST) return ROOT;
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
	const results = path.join(LOCAL, 'compat-results.json');
	mkdirSync(LOCAL, { recursive: true });
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

/** What an engine gave, as a line of figures, and the tests that failed and should not. */
function summarize({ version, differences }: Engine, tests: Test[]) {
	const isKnown = ({ fullName }: Test) =>
		Object.keys(differences).some((part) => fullName.includes(part));
	const failed = tests.filter(({ status }) => status === 'failed');
	const unexpected = failed.filter((one) => !isKnown(one)).map(({ fullName }) => fullName);
	const passed = tests.filter(({ status }) => status === 'passed').length;
	const known = failed.length - unexpected.length;
	const figures = `n8n-core ${version}: ${passed} passed, ${known} known differences, ${unexpected.length} failed`;
	return { figures, unexpected };
}

/** @param wanted versions; all where there are none */
async function main(wanted: string[]): Promise<void> {
	const unknown = wanted.filter((one) => !engines.some(({ version }) => version === one));
	if (unknown.length > 0) throw new Error(`Not in engines.ts: ${unknown.join(', ')}`);

	const report: string[] = [];
	for (const engine of engines) {
		const { version } = engine;
		if (wanted.length > 0 && !wanted.includes(version)) continue;
		console.log(`Testing on n8n-core ${version}`);
		const { figures, unexpected } = summarize(engine, await test(await install(version)));
		for (const fullName of unexpected) console.log(`  failed: ${fullName}`);
		if (unexpected.length > 0) process.exitCode = 1;
		report.push(figures);
	}
	console.log(report.join('\n'));
}

void main(process.argv.slice(2));
