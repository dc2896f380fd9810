import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { type Cell, CELLS, SHAPE_CELLS, SHAPES } from './cells';
import { measureCalls, measureLoad } from './load';
import { measure, type Result } from './measure';
import { ours } from './ourPolicy';
import { batchOf, byItself, medianOf, overlap } from './overlap';
import { picture } from './picture';
import { OURS, policies } from './policies';
import { cellTables, nameOf, type Results, shapeTable, summary } from './report';
import { loopRounds } from './rounds';
import { submissions } from './submissions';
import { table } from './table';

/** How often each cell is drawn anew; `npm run bench -- 3` is quicker. */
const seeds = Number(process.argv[2] ?? 9);

const PICTURE = path.join(__dirname, 'bench.svg');

const progress = (text: string) => process.stderr.write(`${text}\n`);

async function measureAll(): Promise<Results> {
	const results: Results = {};
	for (const [name, policy] of Object.entries(policies)) {
		progress(`Measuring: ${name}`);
		results[name] = [];
		for (const cell of CELLS) results[name].push(await measure(cell, policy, seeds));
	}
	return results;
}

type Trial = [Cell, Result];

async function planTooHigh(own: Trial[]): Promise<string> {
	progress('Measuring: a plan that is declared too high');
	const rows: string[][] = [];
	for (const [cell, right] of own.filter(([{ requestsPerMinute }]) => requestsPerMinute < 1000)) {
		const high = await measure(cell, ours(), seeds, 1000);
		const slower = (high.time / right.time).toFixed(2);
		rows.push([nameOf(cell), slower, ...[high.bursts, high.refused, high.lost].map(String)]);
	}
	return table(['', 'time/right plan', 'bursts of 429', '429s', 'lost'], rows);
}

async function executionsAtOnce(own: Trial[]): Promise<string> {
	progress('Measuring: two and ten executions at once');
	const rows: string[][] = [];
	for (const [cell, one] of own.filter(([{ jobs }]) => jobs >= 10)) {
		const two = await measure(cell, ours(2), seeds);
		const ten = await measure(cell, ours(10), seeds);
		const times = [two, ten].map(({ time }) => (time / one.time).toFixed(2));
		rows.push([nameOf(cell), ...times, String(two.refused + ten.refused)]);
	}
	return table(['', 'two/one', 'ten/one', '429s'], rows);
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);

async function otherShapes(): Promise<Trial[]> {
	const trials: Trial[] = [];
	for (const shape of SHAPES) {
		progress(`Measuring: ${shape}`);
		for (const cell of SHAPE_CELLS.filter(({ kind }) => kind === shape)) {
			trials.push([cell, await measure(cell, ours(), seeds)]);
		}
	}
	return trials;
}

/** A small execution beside a large one, against the small one by itself with half of the plan. */
async function smallBesideLarge(largeKind: Cell['kind'], largeJobs: number): Promise<string> {
	progress('Measuring: a small execution beside a large one');
	const rows: string[][] = [];
	for (const requestsPerMinute of [10, 60, 1000]) {
		const large: Cell = { kind: largeKind, jobs: largeJobs, requestsPerMinute };
		const others = ['image', 'video', 'already finished'] as const;
		for (const [kind, jobs] of others.flatMap((kind) => [1, 10].map((n) => [kind, n] as const))) {
			const small: Cell = { kind, jobs, requestsPerMinute };
			const half = { ...small, requestsPerMinute: requestsPerMinute / 2 };
			const least = await medianOf(seeds, (seed) => byItself(half, seed));
			const cells = [nameOf(small), seconds(least)];
			for (const startsAt of [0, 5_000, 20_000, 45_000]) {
				const beside = await medianOf(seeds, async (seed) => {
					const batches = [batchOf(large, seed), batchOf(small, seed, startsAt)];
					const { took } = await overlap(batches, requestsPerMinute);
					return took[1] as number;
				});
				cells.push(seconds(beside));
			}
			rows.push(cells);
		}
	}
	return table(
		['', 'by itself, half the plan', 'at once', '5 s later', '20 s later', '45 s later'],
		rows,
	);
}

async function otherTroubles(): Promise<string> {
	progress('Measuring: other troubles');
	const rows: string[][] = [];
	const add = async (name: string, measured: () => ReturnType<typeof overlap>) => {
		const { took, bursts, refused, lost } = await measured();
		const longest = seconds(Math.max(...took));
		rows.push([name, longest, String(bursts), String(refused), String(lost)]);
	};
	for (const requestsPerMinute of [10, 60, 1000]) {
		const plan = `${requestsPerMinute} a minute`;
		const cell = (kind: Cell['kind'], jobs: number): Cell => ({ kind, jobs, requestsPerMinute });
		for (const waitedMs of [0, 20_000, 100_000]) {
			const slow = { startsAt: 0, ends: [300_000] };
			const batch = { startsAt: waitedMs, ends: Array<number>(50).fill(10_000) };
			await add(`50 of 10 s beside a slow job, ${seconds(waitedMs)} s later, ${plan}`, async () => {
				const measured = await overlap([slow, batch], requestsPerMinute);
				return { ...measured, took: measured.took.slice(1) };
			});
		}
		const staggered = Array.from({ length: 10 }, (_, i) =>
			batchOf(cell('image', 10), i, i * 5_000),
		);
		await add(`ten of 10 images, 5 s apart, ${plan}`, () => overlap(staggered, requestsPerMinute));
		await add(`300 finished, one 429 in 100 is a stray one, ${plan}`, () =>
			overlap([batchOf(cell('already finished', 300), 1)], requestsPerMinute, { strays: 10 }),
		);
		await add(`100 images, half of the plan is used, ${plan}`, () =>
			overlap([batchOf(cell('image', 100), 1)], requestsPerMinute, {
				others: requestsPerMinute / 2,
			}),
		);
	}
	return table(['', 'longest, s', 'bursts of 429', '429s', 'lost'], rows);
}

async function manyItems(): Promise<string> {
	progress('Measuring: many items');
	await measureLoad(1_000);
	const rows: string[][] = [];
	for (const items of [1_000, 10_000, 100_000]) {
		const { cpuMs, bytesPerItem } = await measureLoad(items);
		rows.push([String(items), cpuMs.toFixed(0), bytesPerItem.toFixed(0)]);
	}
	return table(['items', 'processor time, ms', 'bytes an item'], rows);
}

function millionUses(): string {
	progress('Measuring: a million uses of a plan');
	const rows = [60, 1_000].map((plan) => {
		const { slow, firstRefusal } = measureCalls(plan);
		return [`${plan} a minute`, slow.toFixed(3), firstRefusal.toFixed(3)];
	});
	return table(['', 'one call in 10,000 is slower, ms', 'first refusal afterwards, ms'], rows);
}

async function main(): Promise<void> {
	const results = await measureAll();
	writeFileSync(PICTURE, picture(results));
	const own = CELLS.map((cell, i): Trial => [cell, results[OURS]?.[i] as Result]);
	const parts: Array<[string, string]> = [
		[`${CELLS.length} cells, the median of ${seeds} seeds each`, cellTables(results)],
		['All cells together', summary(results)],
		['Other shapes: time over the least possible', shapeTable(own, await otherShapes())],
		['Declared 1000 a minute, allowed less', await planTooHigh(own)],
		['The same jobs in two and in ten executions at once', await executionsAtOnce(own)],
		[
			'A small execution beside 200 images: until its last is seen, s',
			await smallBesideLarge('image', 200),
		],
		[
			'A small execution beside 1500 that are finished: until its last is seen, s',
			await smallBesideLarge('already finished', 1500),
		],
		['Other troubles', await otherTroubles()],
		['Rounds of a loop', await loopRounds()],
		["Submissions: until Bria's answer to the last, s", await submissions()],
		['A plan that is used a million times', millionUses()],
		['What it costs this machine, the virtual clock included', await manyItems()],
	];
	for (const [title, text] of parts) console.log(`\n## ${title}\n\n${text}`);
	console.log(`\nPicture: ${path.relative(process.cwd(), PICTURE)}`);
}

void main();
