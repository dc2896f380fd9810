import type { JobKind } from './bodies';
import type { JobOptions } from './jobs';

const USUAL_MS = [2000, 6000] as const;
const VIDEO_MS = [5000, 15000] as const;

/**
 * How a submitted request goes on when no test says so: after a time that is usual for its kind,
 * unless a string anywhere in the body says otherwise. `[error]`, `[unknown]`: how it ends;
 * `[never]`: it does not; `[12s]`: when.
 */
export function steeredByBody(kind: JobKind, body: unknown): JobOptions {
	const text = JSON.stringify(body) ?? '';
	const seconds = /\[(\d+(?:\.\d+)?)s\]/.exec(text)?.[1];
	const options: JobOptions = {
		afterMs:
			seconds === undefined
				? between(kind === 'video' || kind === 'mask_video' ? VIDEO_MS : USUAL_MS)
				: Number(seconds) * 1000,
	};
	if (text.includes('[error]')) options.status = 'ERROR';
	if (text.includes('[unknown]')) options.status = 'UNKNOWN';
	if (text.includes('[never]')) options.afterMs = Infinity;
	return options;
}

/** Whether `[moderated]` is in a body that does not switch the moderation of prompts off. */
export function isModerated(body: Record<string, unknown>): boolean {
	const { prompt_content_moderation: isOn = true } = body;
	return isOn === true && JSON.stringify(body).includes('[moderated]');
}

function between([min, max]: readonly [number, number]): number {
	return Math.round(min + Math.random() * (max - min));
}
