import common from '../../jest.config.js';

/** @type {import('jest').Config} */
export default {
	...common,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/{engine,unit}/**/*.test.ts'],
	// The engine tests load what was built. What counts are its sources.
	moduleNameMapper: { '/dist/((nodes|credentials)/.+)\\.js$': '<rootDir>/$1.ts' },
	collectCoverage: true,
	collectCoverageFrom: ['{nodes,credentials}/**/*.ts'],
	coverageReporters: ['text', 'json'],
	coverageThreshold: { global: { branches: 98 } },
};
