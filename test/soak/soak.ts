import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { start } from '../engine/briaStatus';
import { nodes } from '../engine/package';
import type { Simulator } from '../simulator';
import type { Offered, Wanted } from './bria';
import { outside, type Span, watchGarbage, watchLoop, within } from './loop';

const ITEMS = 20_000;
const EXECUTIONS = 5;
const WARM_UP = 2_000;
const LONGEST_JOB_MS = 10_000;

/** What may be left on the heap, in bytes. */
const MOST_LEFT = 10_000_000;

/** How long the package may keep the event loop from turning, in ms. */
const LONGEST_BLOCK_MS = 50;

const inMB = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

function heapUsed(): number {
	if (!global.gc) throw new Error('Run with node --expose-gc');
	for (let i = 0; i < 3; i++) global.gc();
	return process.memoryUsage().heapUsed;
}

/** Writes down when the engine was at work: before the node is executed, and after it. */
function watchEngine() {
	const spans: Span[] = [];
	const started: number[] = [];
	const left: number[] = [];
	const [node] = nodes;
	if (!node?.execute) throw new Error('There is no node');
	const { execute } = node;
	node.execute = async function (...parameters) {
		spans.push([started.shift() ?? Infinity, performance.now()]);
		try {
			return await execute.apply(this, parameters);
		} finally {
			left.push(performance.now());
		}
	};
	return {
		spans,
		starts: () => started.push(performance.now()),
		ends: () => spans.push([left.shift() ?? Infinity, performance.now()]),
	};
}

type Engine = ReturnType<typeof watchEngine>;

/** Executes the node on these requests. Returns how many of them were completed. */
async function execute(bria: Offered, ids: readonly string[], engine: Engine): Promise<number> {
	engine.starts();
	const items = ids.map((request_id) => ({ request_id }));
	const credential = { requestsPerMinute: 1_000_000 };
	const { outputs, error } = await start(bria as unknown as Simulator, items, { credential })
		.result;
	engine.ends();
	if (error) throw error;
	return outputs[0]?.length ?? 0;
}

/** Executes the node several times at once. */
async function executeAll(bria: Offered, ids: readonly string[], engine: Engine): Promise<number> {
	const share = Math.ceil(ids.length / EXECUTIONS);
	const shares = Array.from({ length: EXECUTIONS }, (_, i) =>
		ids.slice(i * share, (i + 1) * share),
	);
	const completed = await Promise.all(shares.map((one) => execute(bria, one, engine)));
	return completed.reduce((total, one) => total + one, 0);
}

async function soak(bria: Offered): Promise<string[]> {
	const engine = watchEngine();
	const ids = bria.ids.slice(WARM_UP);
	await executeAll(bria, bria.ids.slice(0, WARM_UP), engine);
	const heapBefore = heapUsed();

	const endOfWatch = watchLoop();
	const endOfGarbage = watchGarbage();
	const began = performance.now();
	const completed = await executeAll(bria, ids, engine);
	const seconds = (performance.now() - began) / 1000;
	const blocks = endOfWatch();
	const garbage = await endOfGarbage();
	const left = heapUsed() - heapBefore;

	const ours = Math.max(0, ...blocks.map((block) => outside(block, [...engine.spans, ...garbage])));
	const enginesOwn = Math.max(0, ...blocks.map((block) => within(block, engine.spans)));
	console.log(
		`${completed} of ${ITEMS} items in ${EXECUTIONS} executions at once: ${seconds.toFixed(0)} s`,
	);
	console.log(`Longest block of the event loop: ${ours.toFixed(0)} ms while the node is executed`);
	console.log(
		`                                 ${enginesOwn.toFixed(0)} ms before and after, by n8n's engine`,
	);
	console.log(`Heap: ${inMB(heapBefore)} before, ${inMB(left)} more afterwards`);

	const problems: string[] = [];
	if (completed !== ITEMS) problems.push(`${ITEMS - completed} items are lost`);
	if (ours > LONGEST_BLOCK_MS) problems.push(`A block of more than ${LONGEST_BLOCK_MS} ms`);
	if (left > MOST_LEFT) problems.push(`More than ${inMB(MOST_LEFT)} are left on the heap`);
	return problems;
}

async function main(): Promise<void> {
	const server = fork(path.join(__dirname, 'bria.ts'));
	try {
		const wanted: Wanted = { jobs: WARM_UP + ITEMS, longestMs: LONGEST_JOB_MS };
		server.send(wanted);
		const [offered] = (await once(server, 'message')) as [Offered];
		const problems = await soak(offered);
		for (const problem of problems) console.error(problem);
		process.exitCode = problems.length === 0 ? 0 : 1;
	} finally {
		server.kill();
	}
}

void main();
