import { SharedPlan } from '../../nodes/polling/sharedPlan';
import { table } from './table';
import { VirtualClock } from './virtualClock';

const LARGE = 150;
const ROUND_TRIP_MS = 500;
const STARTS_MS = [5_000, 20_000, 45_000, 70_000, 95_000];

/** Submits jobs one after the other, as the node Bria does. @returns how long it took, in ms */
async function submitJobs(plan: SharedPlan, requestsPerMinute: number, jobs: number) {
	const { clock } = plan;
	const startedAt = clock.now();
	const lease = plan.join(requestsPerMinute);
	for (let i = 0; i < jobs; i++) lease.announce();
	for (let i = 0; i < jobs; i++) {
		const departure = (await lease.nextDeparture()) as number;
		await clock.sleep(ROUND_TRIP_MS);
		lease.accepted(departure);
	}
	lease.leave();
	return clock.now() - startedAt;
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);

/** How long 150 submissions take, and one that another execution starts some time after them. */
export async function submissions(): Promise<string> {
	const rows: string[][] = [];
	for (const requestsPerMinute of [10, 60, 1_000]) {
		const large = async (plan: SharedPlan) => await submitJobs(plan, requestsPerMinute, LARGE);
		const clock = new VirtualClock();
		const cells = [seconds(await clock.run(large(new SharedPlan(clock))))];
		for (const startsAt of STARTS_MS) {
			const clock = new VirtualClock();
			const plan = new SharedPlan(clock);
			const small = async () => {
				await clock.sleep(startsAt);
				return await submitJobs(plan, requestsPerMinute, 1);
			};
			const [took] = await clock.run(Promise.all([small(), large(plan)]));
			cells.push(seconds(took));
		}
		rows.push([`${requestsPerMinute} a minute`, ...cells]);
	}
	const later = STARTS_MS.map((ms) => `one, ${ms / 1000} s later`);
	return table(['', `${LARGE} alone`, ...later], rows);
}
