import { readFileSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';

/** A time in which the event loop was blocked, in ms of `performance.now()`. */
export interface Block {
	from: number;
	to: number;
	/** How long the processor was at work for it, in ms: on a busy machine less than it took. */
	busyMs: number;
}

/** A stretch of time, in ms of `performance.now()`. */
export type Span = readonly [from: number, to: number];

const SAMPLE_MS = 5;

const SCHEDULER = '/proc/self/schedstat';

/** The processor time of this thread where the system tells (Linux), else of the whole process. */
function usedMs(): number {
	try {
		return Number(readFileSync(SCHEDULER, 'utf8').split(' ', 1)[0]) / 1e6;
	} catch {
		const { user, system } = process.cpuUsage();
		return (user + system) / 1000;
	}
}

/** When garbage was collected, of whatever code. Returns how to end it. */
export function watchGarbage(): () => Promise<Span[]> {
	const spans: Span[] = [];
	const observer = new PerformanceObserver((list) => {
		for (const { startTime, duration } of list.getEntries()) {
			spans.push([startTime, startTime + duration]);
		}
	});
	observer.observe({ entryTypes: ['gc'] });
	return async () => {
		await new Promise(setImmediate);
		observer.disconnect();
		return spans;
	};
}

/** Watches the event loop, by a timer that should ring every few ms. Returns how to end it. */
export function watchLoop(): () => Block[] {
	const blocks: Block[] = [];
	let from = performance.now();
	let used = usedMs();
	const timer = setInterval(() => {
		const to = performance.now();
		const usedNow = usedMs();
		const busyMs = Math.min(to - from, usedNow - used);
		if (to - from > 2 * SAMPLE_MS) blocks.push({ from, to, busyMs });
		from = to;
		used = usedNow;
	}, SAMPLE_MS);
	return () => {
		clearInterval(timer);
		return blocks;
	};
}

function overlap({ from, to }: Block, span: Span): number {
	return Math.max(0, Math.min(to, span[1]) - Math.max(from, span[0]));
}

/** How much of a block lies in none of the spans, in ms; never more than the process was at work. */
export function outside(block: Block, spans: readonly Span[]): number {
	const inside = spans.reduce((total, span) => total + overlap(block, span), 0);
	return Math.max(0, Math.min(block.to - block.from - inside, block.busyMs));
}

/** How much of a block lies in the spans, in ms. */
export function within(block: Block, spans: readonly Span[]): number {
	const inside = spans.reduce((total, span) => total + overlap(block, span), 0);
	return Math.min(inside, block.busyMs);
}
