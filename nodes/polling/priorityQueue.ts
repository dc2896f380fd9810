/** A binary heap: `push` and `pop` take log n steps. */
export class PriorityQueue<T> {
	private readonly values: T[] = [];

	/** @param comesFirst whether `a` comes before `b` */
	constructor(private readonly comesFirst: (a: T, b: T) => boolean) {}

	get first(): T | undefined {
		return this.values[0];
	}

	push(value: T): void {
		const { values } = this;
		let at = values.length;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (!this.comesFirst(value, values[parent] as T)) break;
			values[at] = values[parent] as T;
			at = parent;
		}
		values[at] = value;
	}

	/** Takes out the first. */
	pop(): T | undefined {
		const { values } = this;
		const first = values[0];
		const last = values.pop();
		if (values.length > 0) this.sink(last as T);
		return first;
	}

	private sink(value: T): void {
		const { values } = this;
		let at = 0;
		for (;;) {
			let child = 2 * at + 1;
			if (child >= values.length) break;
			const right = child + 1;
			if (right < values.length && this.comesFirst(values[right] as T, values[child] as T)) {
				child = right;
			}
			if (!this.comesFirst(values[child] as T, value)) break;
			values[at] = values[child] as T;
			at = child;
		}
		values[at] = value;
	}
}
