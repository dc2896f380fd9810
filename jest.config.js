/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// These need a real n8n: npm run test:e2e.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/n8n/(e2e|browser)/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/package.json', '<rootDir>/.n8n-local'],
	transform: {
		'\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }],
	},
	testTimeout: 60_000,
};
