/**
 * Prints what CHANGELOG.md says of a version, for the tag vX.Y.Z that is its only argument. Fails where
 * package.json holds another version, or the changelog has no dated and filled section for it.
 */
import { readFileSync } from 'node:fs';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

function fail(message) {
	console.error(message);
	process.exit(1);
}

function sectionOf(version) {
	const heading = `## [${version}] - `;
	const section = read('CHANGELOG.md')
		.split(/^(?=## )/m)
		.find((text) => text.startsWith(heading));
	if (!section) fail(`CHANGELOG.md has no section "${heading}YYYY-MM-DD"`);
	const [first, ...rest] = section.split('\n');
	if (!/^\d{4}-\d\d-\d\d$/.test(first.slice(heading.length))) fail(`Not dated: ${first}`);
	return rest.join('\n').trim() || fail(`Empty: ${first}`);
}

const tag = process.argv[2];
const { version } = JSON.parse(read('package.json'));
if (tag !== `v${version}`) fail(`The tag is ${tag}, but package.json holds the version ${version}`);
console.log(sectionOf(version));
