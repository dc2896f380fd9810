const { rm } = require('node:fs/promises');
const { dest, series, src } = require('gulp');

/** What an earlier build left would be published with this one. */
function clean() {
	return rm('dist', { recursive: true, force: true });
}

/** TypeScript compiles the code; n8n also needs the icons and the codex files beside it. */
function assets() {
	return src(['icons/*.svg', 'nodes/**/*.node.json'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);
}

exports.default = series(clean, assets);
