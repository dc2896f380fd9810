import common from '../../jest.config.js';

/** @type {import('jest').Config} */
export default {
	...common,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	globalSetup: '<rootDir>/test/e2e/globalSetup.ts',
	globalTeardown: '<rootDir>/test/e2e/globalTeardown.ts',
	setupFiles: [],
	// All tests share one n8n.
	maxWorkers: 1,
	// A machine that is busy with other things takes its time to start n8n.
	testTimeout: 900_000,
	// A test that fails may leave something open; the run ends all the same.
	forceExit: true,
};
