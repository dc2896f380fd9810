/* global module, require */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- Stryker requires this file
const { TestEnvironment } = require('jest-environment-node');

/** One test that fails is enough to kill a mutant: the rest is skipped. */
module.exports = class extends TestEnvironment {
	hasFailed = false;

	handleTestEvent({ name, test }) {
		if (name === 'test_fn_failure' || name === 'hook_failure') this.hasFailed = true;
		if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
	}
};
