import fc from '../../fastCheck';

import { RateLimiter } from '../../../nodes/polling/rateLimiter';
import { type Participant, Scheduler } from '../../../nodes/polling/scheduler';
import { VirtualClock } from '../../bench/virtualClock';

/** Has requests to send from given moments on. */
class Execution implements Participant {
	readonly sentAt: number[] = [];

	constructor(
		private readonly moments: number[],
		private readonly onSend: (execution: Execution) => void,
	) {}

	get nextAt(): number {
		return this.moments[0] ?? Infinity;
	}

	readonly backlog = 0;
	readonly deadline = Infinity;

	send(departure: number): void {
		this.moments.shift();
		this.sentAt.push(departure);
		this.onSend(this);
	}
}

const moments = fc
	.array(fc.nat(300_000), { minLength: 1, maxLength: 30 })
	.map((list) => list.sort((a, b) => a - b));

describe('An execution that has something to send', () => {
	it('sends within as many requests as there are executions', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.record({ joinsAt: fc.nat(200_000), moments }), { minLength: 1, maxLength: 8 }),
				fc.constantFrom(5, 20, 1_000),
				async (plan, requestsPerMinute) => {
					const clock = new VirtualClock();
					const scheduler = new Scheduler(clock, new RateLimiter(clock, requestsPerMinute));
					/** How many requests of others left while an execution had something to send. */
					const passed = new Map<Execution, number>();
					const onSend = (sender: Execution) => {
						const now = sender.sentAt.at(-1) as number;
						passed.set(sender, 0);
						for (const [other, count] of passed) {
							if (other === sender || other.nextAt > now) continue;
							passed.set(other, count + 1);
							expect(count + 1).toBeLessThanOrEqual(plan.length);
						}
					};
					const joins = plan.map(async ({ joinsAt, moments }) => {
						await clock.sleep(joinsAt);
						const execution = new Execution(moments, onSend);
						passed.set(execution, 0);
						scheduler.join(execution);
					});
					await clock.run(Promise.all(joins).then(() => clock.sleep(5_000_000)));
					for (const execution of passed.keys()) expect(execution.nextAt).toBe(Infinity);
				},
			),
			{ numRuns: 100 },
		);
	});
});

describe('A newcomer', () => {
	it('comes before the one that sent last, and before no other', async () => {
		const clock = new VirtualClock();
		const scheduler = new Scheduler(clock, new RateLimiter(clock, 3));
		const order: string[] = [];
		const join = (name: string) =>
			scheduler.join(new Execution([0, 0, 0], () => void order.push(name)));
		for (const name of ['a', 'b', 'c']) join(name);
		const work = clock.sleep(30_000).then(async () => {
			join('new');
			await clock.sleep(65_000);
		});
		await clock.run(work);
		expect(order.slice(0, 3).join('')).toBe('abc');
		expect(order.slice(3, 6)).toEqual(['a', 'b', 'new']);
	});
});

describe('An idle scheduler', () => {
	it('sleeps until something is due, without waking in between', async () => {
		const clock = new VirtualClock();
		const scheduler = new Scheduler(clock, new RateLimiter(clock, 60));
		let looks = 0;
		const execution = {
			get nextAt() {
				looks++;
				return 600_000;
			},
			backlog: 0,
			deadline: Infinity,
			send: () => undefined,
		};
		scheduler.join(execution);
		await clock.run(clock.sleep(599_000));
		expect(looks).toBeLessThan(4);
	});
});
