import { PriorityQueue } from './priorityQueue';

/** A request that stands in line to be asked for. */
export interface Place {
	/** It is not asked for before this moment of the clock. */
	readonly dueAt: number;
	/** Whether any good answer is worth a request, so that it goes as soon as the budget allows. */
	readonly isUrgent: boolean;
	/** Whether nobody waits for it any more. */
	readonly isGone: boolean;
	/** Asks once, and says whether it was worth it. A place that is not gone then stands in line again. */
	ask(): Promise<boolean>;
}

/** The requests of one execution: first comes who has been due for longest. */
export class Execution {
	/** The how manieth ask of the line was its last one. */
	servedAs = -1;
	private stood = 0;
	private readonly standing = new PriorityQueue<{ place: Place; dueAt: number; order: number }>(
		(a, b) => a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order),
	);

	stand(place: Place): void {
		this.standing.push({ place, dueAt: place.dueAt, order: this.stood++ });
	}

	get first(): Place | undefined {
		while (this.standing.first?.place.isGone) this.standing.pop();
		return this.standing.first?.place;
	}

	/** Takes the first out of the line. */
	serve(as: number): Place {
		this.servedAs = as;
		return this.standing.pop()?.place as Place;
	}
}
