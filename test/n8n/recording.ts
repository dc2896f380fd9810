import { setTimeout as pause } from 'node:timers/promises';

import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** What a step sets in motion on the screen is over by then, in ms. */
const SETTLED_AFTER_MS = 400;

const SHOWN_MS = 1_100;
const LAST_SHOWN_MS = 4_000;

const WIDTH = 1_000;

/** Makes an animated picture of what a page looks like after each step. */
export class Recording {
	private readonly frames: Buffer[] = [];

	constructor(private readonly page: Page) {}

	async addFrame(): Promise<void> {
		await pause(SETTLED_AFTER_MS);
		const shot = await this.page.screenshot({ animations: 'disabled' });
		this.frames.push(await sharp(shot).resize(WIDTH).png().toBuffer());
	}

	/** @param file ends with `.webp` */
	async save(file: string): Promise<void> {
		const delay = this.frames.map((_, i) =>
			i + 1 < this.frames.length ? SHOWN_MS : LAST_SHOWN_MS,
		);
		await sharp(this.frames, { join: { animated: true } })
			.webp({ delay, loop: 0, quality: 60, effort: 6 })
			.toFile(file);
	}
}
