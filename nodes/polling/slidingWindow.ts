/** How many moments are forgotten before the list is cut: rarely, since cutting takes time. */
const CUT_AT = 1_024;

/** Counts what happened within the last `lengthMs` milliseconds. */
export class SlidingWindow {
	private moments: number[] = [];
	/** Moments before this index have left the window. */
	private head = 0;

	/** @param lengthMs how long a moment counts, in ms */
	constructor(private readonly lengthMs: number) {}

	/** @param now not before any moment that was added earlier */
	add(now: number): void {
		this.forget(now);
		this.moments.push(now);
	}

	/** How many moments are in the window. */
	count(now: number): number {
		this.forget(now);
		return this.moments.length - this.head;
	}

	/** When no more than `count` of the moments so far will be left: `-Infinity` where it is so for ever. */
	whenDownTo(count: number): number {
		const last = this.moments.length - 1 - count;
		return last < this.head ? -Infinity : (this.moments[last] as number) + this.lengthMs;
	}

	/** A binary search, since after a long time many moments leave the window at once. */
	private forget(now: number): void {
		const { moments } = this;
		let end = moments.length;
		while (this.head < end) {
			const middle = (this.head + end) >> 1;
			if ((moments[middle] as number) > now - this.lengthMs) end = middle;
			else this.head = middle + 1;
		}
		if (this.head >= CUT_AT && this.head * 2 >= moments.length) {
			this.moments = moments.slice(this.head);
			this.head = 0;
		}
	}
}
