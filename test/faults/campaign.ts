import { keepingLogs } from './logs';

import { inspect, parseArgs } from 'node:util';

import { carryOut, count, type Counts } from './carryOut';
import { check, endOf } from './check';
import { type Plan, planOf } from './plan';
import { VirtualTime } from './virtualTime';

const USAGE = `npm run test:faults -- [--runs 500] [--seed 123]
  --runs  how many runs
  --seed  of the first run; the next run has the next number. Default: a random one`;

/** With characters that look different in a URL. */
const TOKEN = 'to/ken+of~this(campaign)';

function readArguments() {
	const { values } = parseArgs({
		options: { runs: { type: 'string', default: '500' }, seed: { type: 'string' } },
	});
	const runs = Number(values.runs);
	const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
	if (!(runs >= 1) || !Number.isSafeInteger(seed)) throw new Error(USAGE);
	return { runs, seed };
}

function printViolation(seed: number, plan: Plan, problems: string[]): void {
	console.log(`\nViolation: npm run test:faults -- --seed ${seed} --runs 1`);
	for (const problem of problems) console.log(`  ${problem}`);
	console.log(inspect(structuredClone(plan), { depth: Infinity, maxStringLength: 200 }));
}

const print = (title: string, counts: Counts) => {
	console.log(`\n${title}`);
	for (const [kind, number] of [...counts].sort())
		console.log(`${String(number).padStart(7)}  ${kind}`);
};

async function main(): Promise<void> {
	const { runs, seed: first } = readArguments();
	console.log(`${runs} runs from seed ${first}`);
	const rejections: unknown[] = [];
	process.on('unhandledRejection', (reason) => rejections.push(reason));
	const time = new VirtualTime();
	const faults: Counts = new Map();
	const ends: Counts = new Map();
	let violations = 0;
	const carryOutSeed = async (seed: number) => {
		const plan = planOf(seed);
		return await keepingLogs(async () => ({
			plan,
			left: await carryOut(plan, TOKEN, time, faults),
		}));
	};
	// From its first execution on, the engine has a timer of its own.
	await carryOutSeed(first);
	faults.clear();

	for (let seed = first; seed < first + runs; seed++) {
		const { value, logs } = await carryOutSeed(seed);
		const { plan, left } = value;
		const problems = check(plan, left, logs);
		for (const reason of rejections.splice(0)) problems.push(`unhandled: ${inspect(reason)}`);
		for (const ended of left.executions) count(ends, endOf(ended));
		if (problems.length === 0) continue;
		violations++;
		printViolation(seed, plan, problems);
	}
	print('How executions ended', ends);
	print('What went wrong', faults);
	console.log(`\n${runs} runs from seed ${first}: ${violations} violations`);
	process.exitCode = violations === 0 ? 0 : 1;
}

void main();
