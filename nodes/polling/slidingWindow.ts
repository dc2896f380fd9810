/** What counts in a sliding minute: moments, in the clock's ms, that are forgotten when it is over. */
export class SlidingWindow {
	private readonly moments: number[] = [];

	constructor(private readonly lengthMs: number) {}

	add(moment: number): void {
		this.moments.push(moment);
	}

	/** How many moments of the last minute there are. */
	count(now: number): number {
		while ((this.moments[0] ?? Infinity) <= now - this.lengthMs) this.moments.shift();
		return this.moments.length;
	}

	/** When no more than `count` of the moments so far will be left. */
	downTo(count: number): number {
		const last = this.moments[this.moments.length - 1 - count];
		return last === undefined ? -Infinity : last + this.lengthMs;
	}
}
