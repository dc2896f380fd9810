import { existsSync } from 'node:fs';

import { type Browser, chromium } from 'playwright-core';

const PLACES = [
	process.env.CHROMIUM ?? '',
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
];

/**
 * Where Chromium is.
 *
 * @throws Error that says what to install
 */
export function findBrowser(): string {
	const found = PLACES.find((place) => existsSync(place));
	if (found) return found;
	throw new Error('No Chromium: run "apt-get install chromium", or set CHROMIUM to its path');
}

export async function startBrowser(): Promise<Browser> {
	return await chromium.launch({
		executablePath: findBrowser(),
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
	});
}
