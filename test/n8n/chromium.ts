import { existsSync } from 'node:fs';

import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = [
	process.env.CHROMIUM,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
];

/**
 * Where Chromium is.
 *
 * @throws Error that says what to install, where there is none
 */
export function findChromium(): string {
	const found = CANDIDATES.find((path) => path && existsSync(path));
	if (found) return found;
	throw new Error('Chromium is missing: apt-get install chromium, or set CHROMIUM to its path');
}

/** Starts Chromium without a window. */
export async function startChromium(): Promise<Browser> {
	return await chromium.launch({
		executablePath: findChromium(),
		// The first start reads it from a cold disk.
		timeout: 180_000,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
	});
}
