/**
 * @param {string} tests the file beside this one that holds the tests
 * @param {string[]} mutate
 * @returns {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export const common = (tests, mutate) => ({
	mutate,
	testRunner: 'jest',
	jest: {
		configFile: 'test/mutation/jest.config.mjs',
		config: { testMatch: [`<rootDir>/test/mutation/${tests}.ts`] },
		enableFindRelatedTests: false,
	},
	coverageAnalysis: 'perTest',
	ignoreStatic: true,
	concurrency: 2,
	incrementalFile: `coverage/mutation/${tests}.json`,
	tempDirName: 'coverage/stryker',
	ignorePatterns: ['/coverage', '/.n8n-local', '/docs'],
	reporters: ['clear-text', 'progress-append-only'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	thresholds: { high: 95, low: 90, break: 90 },
});
