import common from '../../jest.config.js';

/** @type {import('jest').Config} */
export default {
	...common,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	globalSetup: '<rootDir>/test/e2e/globalSetup.ts',
	globalTeardown: '<rootDir>/test/e2e/globalTeardown.ts',
	// All tests share one n8n.
	maxWorkers: 1,
	testTimeout: 300_000,
};
