import coverage from '../coverage/jest.config.mjs';

/** @type {import('jest').Config} */
export default {
	...coverage,
	collectCoverage: false,
	coverageThreshold: undefined,
	testMatch: ['<rootDir>/test/mutation/(unit|engine).ts'],
	runtime: '<rootDir>/test/mutation/runtime.cjs',
	testTimeout: 12_000,
	testEnvironment: './test/mutation/environment.cjs',
};
