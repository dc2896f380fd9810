/* global module, process, require */
/* eslint-disable @typescript-eslint/no-require-imports -- jest requires this file */
const { mkdtempSync, rmSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { default: Runtime } = require('jest-runtime');

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-bria-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';

require('reflect-metadata');
const di = createRequire(require.resolve('n8n-core'))('@n8n/di');

const OUTSIDE = ['n8n-core', 'express', 'axios', 'fast-check', 'reflect-metadata'];

/** n8n's engine is loaded once for all mutants, outside of what jest makes anew for each. */
module.exports = class extends Runtime {
	constructor(config, environment, ...others) {
		super(config, environment, ...others);
		di.Container.reset();
		// In the time of the tests, which may pass faster.
		const sleep = (ms) => new Promise((resolve) => environment.global.setTimeout(resolve, ms));
		this.workflow = Object.create(require('n8n-workflow'), { sleep: { value: sleep } });
	}

	requireModuleOrMock(from, name) {
		if (name === '@n8n/di') return di;
		if (name === 'n8n-workflow') return this.workflow;
		return OUTSIDE.includes(name) ? require(name) : super.requireModuleOrMock(from, name);
	}
};
