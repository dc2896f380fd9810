import { carryOut } from './carryOut';
import { check, endOf } from './check';
import type { Counts } from './counts';
import { planOf } from './plan';
import { carryOut as carryOutSubmissions } from './submissions/carryOut';
import { check as checkSubmissions, endOf as endOfSubmission } from './submissions/check';
import { planOf as planOfSubmissions } from './submissions/plan';
import type { VirtualTime } from './virtualTime';

/** A run that is over. */
export interface Run {
	plan: unknown;
	/** How its executions ended. */
	ends: string[];
	/** What is wrong with how it went. */
	check(logs: string): string[];
}

/** Lets the run of a seed happen, and counts what goes wrong in it. */
export type Kind = (seed: number, token: string, time: VirtualTime, counts: Counts) => Promise<Run>;

/** What the campaign can be about: the status calls of Bria Status, the submissions of Bria. */
export const kinds: Record<string, Kind> = {
	async status(seed, token, time, counts) {
		const plan = planOf(seed);
		const left = await carryOut(plan, token, time, counts);
		const ends = left.executions.map(endOf);
		return { plan, ends, check: (logs) => check(plan, left, logs) };
	},

	async submissions(seed, token, time, counts) {
		const plan = planOfSubmissions(seed);
		const left = await carryOutSubmissions(plan, token, time, counts);
		const ends = left.executions.map(endOfSubmission);
		return { plan, ends, check: (logs) => checkSubmissions(plan, left, logs) };
	},
};
