import common from '../../jest.config.js';

/** @type {import('jest').Config} */
export default {
	...common,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
	maxWorkers: 1,
	testTimeout: 300_000,
};
