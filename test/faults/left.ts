import type { Call } from '../simulator';

/** Longer than any run takes, in ms of virtual time. */
export const LONGEST_MS = 24 * 60 * 60_000;

/** All that is left of a run, whatever its executions were for. */
export interface LeftOf<Ended> {
	executions: Ended[];
	calls: readonly Call[];
	token: string;
	/** HTTP requests that are not over. */
	openRequests: number;
	/** Sockets at the simulator. */
	openConnections: number;
	/** Timers that someone waits for, those that were there before left out. */
	timers: number;
	/** The process's sockets and timers, those that were there before left out. */
	resources: string[];
	/** Requests at the other origin. */
	sentElsewhere: number;
}
