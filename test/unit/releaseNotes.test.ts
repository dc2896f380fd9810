import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.1.0] - 2026-12-01

### Added

- Something **new**.

## [1.0.0] - Unreleased

- First.

## [0.9.0] - 2026-11-01
`;

let root: string;

beforeEach(() => {
	root = mkdtempSync(path.join(tmpdir(), 'release-notes-'));
	mkdirSync(path.join(root, '.ci'));
	cpSync(path.resolve(__dirname, '../../.ci/releaseNotes.mjs'), path.join(root, '.ci/notes.mjs'));
	writeFileSync(path.join(root, 'CHANGELOG.md'), CHANGELOG);
});
afterEach(() => rmSync(root, { recursive: true }));

function releaseNotes(tag: string, version: string): string {
	writeFileSync(path.join(root, 'package.json'), JSON.stringify({ version }));
	const script = path.join(root, '.ci/notes.mjs');
	return execFileSync('node', [script, tag], { encoding: 'utf8', stdio: 'pipe' });
}

it('a release says what the changelog says of it, and nothing else', () => {
	expect(releaseNotes('v1.1.0', '1.1.0')).toBe('### Added\n\n- Something **new**.\n');
});

it.each([
	[
		'with another version in package.json',
		'v1.1.0',
		'1.0.0',
		/package.json holds the version 1.0.0/,
	],
	['without its letter', '1.1.0', '1.1.0', /The tag is 1.1.0/],
	['that the changelog does not know', 'v2.0.0', '2.0.0', /has no section/],
	['whose section has no date', 'v1.0.0', '1.0.0', /Not dated/],
	['whose section is empty', 'v0.9.0', '0.9.0', /Empty/],
])('no release is made of a tag %s', (_, tag, version, message) => {
	expect(() => releaseNotes(tag, version)).toThrow(message);
});
