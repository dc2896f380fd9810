import type { IPairedItemData } from 'n8n-workflow';

import type { Ending } from './exampleWorkflow';
import type { Job } from './jobs';
import type { Progress } from './progress';

/** Prints rows below each other, every column as wide as its widest cell. */
function printTable(rows: string[][]): void {
	const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	for (const row of rows) {
		console.log(`  ${row.map((cell, i) => cell.padEnd(widths![i]!)).join('   ')}`.trimEnd());
	}
}

/** Prints which item left by which branch, and how many requests that took. */
export function report({ branches, hints }: Ending, progress: Progress) {
	const rows = branches.flatMap(({ name, items }) =>
		items.map(({ pairedItem }) => {
			const { item } = pairedItem as IPairedItemData;
			const { requestId, title } = progress.jobs[item] as Job;
			return [name, `${item}`, title, `${progress.requestsFor(requestId)}`];
		}),
	);
	console.log();
	printTable([['Branch', 'Item', 'Request', 'Asked'], ...rows]);
	console.log(`\n${rows.length} items, ${progress.requests} requests, ${progress.seconds} s.`);
	for (const hint of hints) console.log(`Hint: ${hint}`);
}
