const common = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...common,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
	maxWorkers: 1,
	testTimeout: 300_000,
};
