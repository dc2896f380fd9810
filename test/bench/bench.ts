import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { type Cell, CELLS } from './cells';
import { measureLoad } from './load';
import { measure, type Result } from './measure';
import { picture } from './picture';
import { OURS, policies } from './policies';
import { cellTables, nameOf, type Results, summary } from './report';
import { table } from './table';
import { waiter } from './waiterPolicy';

/** How often each cell is drawn anew; `npm run bench -- 5` is quicker. */
const seeds = Number(process.argv[2] ?? 25);

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

async function planTooHigh(ours: Trial[]): Promise<string> {
	progress('Measuring: a plan that is declared too high');
	const rows: string[][] = [];
	for (const [cell, right] of ours.filter(([{ requestsPerMinute }]) => requestsPerMinute < 1000)) {
		const high = await measure(cell, waiter(), seeds, 1000);
		const slower = (high.time / right.time).toFixed(2);
		rows.push([nameOf(cell), slower, ...[high.bursts, high.refused, high.lost].map(String)]);
	}
	return table(['', 'time/right plan', 'bursts of 429', '429s', 'lost'], rows);
}

async function executionsAtOnce(ours: Trial[]): Promise<string> {
	progress('Measuring: two and ten executions at once');
	const rows: string[][] = [];
	for (const [cell, alone] of ours.filter(([{ jobs }]) => jobs >= 10)) {
		const two = await measure(cell, waiter(2), seeds);
		const ten = await measure(cell, waiter(10), seeds);
		const times = [two, ten].map(({ time }) => (time / alone.time).toFixed(2));
		rows.push([nameOf(cell), ...times, String(two.refused + ten.refused)]);
	}
	return table(['', 'two/one', 'ten/one', '429s'], rows);
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

async function main(): Promise<void> {
	const results = await measureAll();
	writeFileSync(PICTURE, picture(results));
	const ours = CELLS.map((cell, i): Trial => [cell, results[OURS]?.[i] as Result]);
	const parts: Array<[string, string]> = [
		[`${CELLS.length} cells, the median of ${seeds} seeds each`, cellTables(results)],
		['All cells together', summary(results)],
		['Declared 1000 a minute, allowed less', await planTooHigh(ours)],
		['The same jobs in two and in ten executions at once', await executionsAtOnce(ours)],
		['What it costs this machine, the virtual clock included', await manyItems()],
	];
	for (const [title, text] of parts) console.log(`\n## ${title}\n\n${text}`);
	console.log(`\nPicture: ${path.relative(process.cwd(), PICTURE)}`);
}

void main();
