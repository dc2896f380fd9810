import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

import { Ending } from '../n8n/ending';
import { BATCH, EXECUTIONS, type Figures, PLAN, runBatches } from './batches';
import { type Cluster, startCluster, WORKERS } from './cluster';
import { deliverToProcesses } from './deliveries';
import { stopOnWorker } from './stop';

const TIME_LIMIT_MS = 10 * 60_000;

const say = (line: string) => console.log(line);

function sayFigures({ requestsPerMinute, statusCalls, refused, seconds, executions }: Figures) {
	say(`Requests per Minute ${requestsPerMinute} in the credential:
  executions   ${executions.join(' + ')} on the workers, each ended as success
  items        ${EXECUTIONS * BATCH}, each once on Completed
  status calls ${statusCalls}, of which ${refused} answered with 429
  time         ${seconds} s`);
}

async function test(cluster: Cluster, stopsWith: Ending['stopsWith']): Promise<void> {
	const delivered = await deliverToProcesses(cluster);
	say(`Bria Trigger: ${delivered.jobs} jobs were delivered to two processes alternately, and each again.
  again to the same process   started ${delivered.startedBySame} more executions
  again to the other process  started ${delivered.startedByOther} more executions`);
	assert.equal(delivered.startedBySame, 0, 'A process knows what it has received');

	const stopped = await stopOnWorker(cluster);
	stopsWith(stopped.close);
	say(`Stop: a worker's execution was canceled after ${stopped.seconds.toFixed(1)} s`);

	const whole = await runBatches(cluster, 'whole-plan', PLAN);
	sayFigures(whole);
	const divided = await runBatches(cluster, 'divided-plan', PLAN / WORKERS);
	sayFigures(divided);
	say(`Stop: ${stopped.askedLater()} status calls came after it`);

	assert.ok(whole.refused < PLAN / 4, 'A process that is refused asks more slowly');
	assert.equal(divided.refused, 0, 'A plan that is divided by the workers suffices');
	assert.equal(stopped.askedLater(), 0, 'Nobody asks for what was stopped');
}

/** An execution that is lost never ends. */
async function inTime(work: Promise<void>): Promise<void> {
	const tooLong = pause(TIME_LIMIT_MS, undefined, { ref: false }).then(() => {
		throw new Error('An execution has not ended in 10 minutes');
	});
	await Promise.race([work, tooLong]);
}

async function main(): Promise<void> {
	const ending = new Ending(say);
	process.exitCode = 1;
	try {
		const cluster = await startCluster(say, ending.stopsWith);
		say(`n8n runs in queue mode with ${WORKERS} workers.
The simulated plan allows ${PLAN} requests a minute.
In each run ${EXECUTIONS} executions start at once, and each waits for ${BATCH} requests.\n`);
		await inTime(test(cluster, ending.stopsWith));
		process.exitCode = 0;
	} catch (error) {
		if (!ending.hasBegun) say(error instanceof Error ? error.message : String(error));
	}
	await ending.end();
}

void main();
