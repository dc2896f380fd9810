import process from 'node:process';

import base from '../../jest.config.js';

/** The folder that holds the `node_modules` of the engine to test on. */
const { N8N_CORE } = process.env;

/** Of what old versions of n8n-core depend on, these have become ES modules, which jest cannot require. */
const ES_MODULES = 'p-retry|is-network-error';

/** @type {import('jest').Config} */
export default {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
	modulePathIgnorePatterns: ['<rootDir>/dist/package.json'],
	moduleNameMapper: { '^(n8n-core|n8n-workflow)$': `${N8N_CORE}/node_modules/$1` },
	transform: { '\\.[jt]s$': base.transform['\\.ts$'] },
	transformIgnorePatterns: ['/dist/', `/node_modules/(?!(${ES_MODULES})/)`],
	forceExit: true,
};
