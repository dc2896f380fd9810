/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/package.json', '<rootDir>/.n8n-local'],
	transform: {
		'\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }],
	},
	setupFiles: ['<rootDir>/test/chance.ts'],
	// A busy machine may take as long, and waiting longer costs nothing where all is well.
	testTimeout: 120_000,
};
