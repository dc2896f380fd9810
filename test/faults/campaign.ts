import { keepingLogs } from './logs';

import { inspect, parseArgs } from 'node:util';

import { seeded } from '../bench/cells';
import { count, type Counts } from './counts';
import { kinds } from './kinds';
import { VirtualTime } from './virtualTime';

const USAGE = `npm run test:faults -- [--kind submissions] [--runs 500] [--seed 123]
  --kind  status: Bria Status, or submissions: Bria. Default: both, one after the other
  --runs  how many runs
  --seed  of the first run; the next run has the next number. Default: a random one`;

/** With characters that look different in a URL. */
const TOKEN = 'to/ken+of~this(campaign)';

function readArguments() {
	const { values } = parseArgs({
		options: {
			kind: { type: 'string' },
			runs: { type: 'string', default: '500' },
			seed: { type: 'string' },
		},
	});
	const runs = Number(values.runs);
	const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
	const wanted = values.kind === undefined ? Object.keys(kinds) : [values.kind];
	const areKnown = wanted.every((kind) => kinds[kind]);
	if (!areKnown || !(runs >= 1) || !Number.isSafeInteger(seed)) throw new Error(USAGE);
	return { kinds: wanted, runs, seed };
}

function printViolation(kind: string, seed: number, plan: unknown, problems: string[]): void {
	console.log(`\nViolation: npm run test:faults -- --kind ${kind} --seed ${seed} --runs 1`);
	for (const problem of problems) console.log(`  ${problem}`);
	console.log(inspect(structuredClone(plan), { depth: Infinity, maxStringLength: 200 }));
}

const print = (title: string, counts: Counts) => {
	console.log(`\n${title}`);
	for (const [kind, number] of [...counts].sort())
		console.log(`${String(number).padStart(7)}  ${kind}`);
};

/** Carries out the runs of one kind; returns how many of them broke a rule. */
async function campaign(
	kind: string,
	runs: number,
	first: number,
	time: VirtualTime,
	rejections: unknown[],
): Promise<number> {
	const faults: Counts = new Map();
	const ends: Counts = new Map();
	let violations = 0;
	const carryOut = async (seed: number) => {
		// The node's own pauses are drawn, too.
		Math.random = seeded(seed);
		return await keepingLogs(async () => await kinds[kind]?.(seed, TOKEN, time, faults));
	};
	// From its first execution on, the engine has a timer of its own.
	await carryOut(first);
	faults.clear();

	for (let seed = first; seed < first + runs; seed++) {
		const { value: run, logs } = await carryOut(seed);
		if (!run) continue;
		const problems = run.check(logs);
		for (const reason of rejections.splice(0)) problems.push(`unhandled: ${inspect(reason)}`);
		for (const end of run.ends) count(ends, end);
		if (problems.length === 0) continue;
		violations++;
		printViolation(kind, seed, run.plan, problems);
	}
	print('How executions ended', ends);
	print('What went wrong', faults);
	console.log(`\n${runs} runs of ${kind} from seed ${first}: ${violations} violations`);
	return violations;
}

async function main(): Promise<void> {
	const { kinds: wanted, runs, seed } = readArguments();
	const rejections: unknown[] = [];
	process.on('unhandledRejection', (reason) => rejections.push(reason));
	const time = new VirtualTime();
	let violations = 0;
	for (const kind of wanted) {
		console.log(`${runs} runs of ${kind} from seed ${seed}`);
		violations += await campaign(kind, runs, seed, time, rejections);
	}
	process.exitCode = violations === 0 ? 0 : 1;
}

void main();
