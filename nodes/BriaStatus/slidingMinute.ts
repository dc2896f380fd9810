/** What counts in a sliding minute: moments, in the clock's ms, that are forgotten when it is over. */
export class SlidingMinute {
	private moments: number[] = [];
	private first = 0;

	constructor(private readonly lengthMs: number) {}

	add(moment: number): void {
		this.moments.push(moment);
	}

	/** How many moments of the last minute there are. */
	count(now: number): number {
		while ((this.moments[this.first] ?? Infinity) <= now - this.lengthMs) this.first++;
		if (this.first > 100 && this.first > this.moments.length / 2) {
			this.moments = this.moments.slice(this.first);
			this.first = 0;
		}
		return this.moments.length - this.first;
	}

	/** When no more than `count` of the moments so far will be left. */
	downTo(count: number): number {
		const last = this.moments[this.moments.length - 1 - count];
		return last === undefined ? -Infinity : last + this.lengthMs;
	}
}
