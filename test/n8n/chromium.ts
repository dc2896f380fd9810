import { existsSync } from 'node:fs';

import { type Browser, chromium } from 'playwright-core';

const PLACES = [
	process.env.CHROMIUM,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
];

/**
 * Starts Chromium without a window.
 *
 * @throws Error that says what to install, where there is none
 */
export async function startChromium(): Promise<Browser> {
	const executablePath = PLACES.find((place) => place && existsSync(place));
	if (!executablePath) {
		throw new Error('Chromium is missing: apt-get install chromium, or set CHROMIUM to its path');
	}
	return await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
	});
}
