import { type Cell, CELLS, SHAPES } from './cells';
import { geometricMean, type Result } from './measure';
import { table } from './table';

/** The results of a policy, one for each of `CELLS`. */
export type Results = Record<string, Result[]>;

const seconds = (ms: number) => (ms / 1000).toFixed(1);

const MEASURES: Array<[string, (result: Result) => string]> = [
	['Time over the least possible', (result) => overLeast(result)],
	['Requests per job', ({ requestsPerJob }) => requestsPerJob.toFixed(1)],
	['How late an end is seen: mean, in seconds', ({ meanLate }) => seconds(meanLate)],
	['How late an end is seen: 95th percentile, in seconds', ({ late95 }) => seconds(late95)],
	['429s, the worst of all seeds', ({ refused }) => String(refused)],
	['Jobs lost, the worst of all seeds', ({ lost }) => String(lost)],
];

/** How a cell is called, e.g. `10 images, 60 a minute`. */
export function nameOf({ kind, jobs, requestsPerMinute }: Cell): string {
	const isKind = kind === 'image' || kind === 'video';
	const what = isKind ? `${kind}${jobs === 1 ? '' : 's'}` : kind;
	return `${jobs} ${what}, ${requestsPerMinute} a minute`;
}

/** A time says nothing when jobs were lost on the way. */
export function overLeast({ lost, overLeast }: Result): string {
	return lost > 0 ? 'lost' : overLeast.toFixed(2);
}

/** The geometric mean of the time over the least possible, over the cells where nothing was lost. */
export function meanOverLeast(results: readonly Result[]): number {
	return geometricMean(results.filter(({ lost }) => lost === 0).map((result) => result.overLeast));
}

/** A table for each measure: a row for each cell, a column for each policy. */
export function cellTables(results: Results): string {
	const names = Object.keys(results);
	const letters = names.map((_, i) => String.fromCharCode(65 + i));
	const legend = names.map((name, i) => `${letters[i]}  ${name}`).join('\n');
	const tables = MEASURES.map(([title, show]) => {
		const rows = CELLS.map((cell, i) => [
			nameOf(cell),
			...names.map((name) => show(results[name]?.[i] as Result)),
		]);
		return `${title}\n\n${table(['', ...letters], rows)}`;
	});
	return [legend, ...tables].join('\n\n');
}

/** A row for each policy. */
export function summary(results: Results): string {
	const rows = Object.entries(results).map(([name, cells]) => [
		name,
		`${cells.filter(({ lost }) => lost > 0).length} of ${cells.length}`,
		meanOverLeast(cells).toFixed(3),
		Math.max(...cells.filter(({ lost }) => lost === 0).map((cell) => cell.overLeast)).toFixed(2),
		Math.max(...cells.map(({ requestsPerJob }) => requestsPerJob)).toFixed(1),
		String(cells.reduce((total, { refused }) => total + refused, 0)),
	]);
	const head = [
		'',
		'cells with losses',
		'time/least, mean',
		'worst',
		'requests/job, worst',
		'429s',
	];
	return table(head, rows);
}

/** A row for each shape, a column for each plan and number of jobs; and the means. */
export function shapeTable(
	own: ReadonlyArray<[Cell, Result]>,
	shapes: ReadonlyArray<[Cell, Result]>,
): string {
	const mean = (trials: ReadonlyArray<[Cell, Result]>) =>
		meanOverLeast(trials.map(([, result]) => result)).toFixed(3);
	const ofShape = SHAPES.map((shape) => shapes.filter(([{ kind }]) => kind === shape));
	const head = (ofShape[0] ?? []).map(([cell]) => `${cell.jobs}@${cell.requestsPerMinute}`);
	const rows = ofShape.map((trials, i) => [
		SHAPES[i] as string,
		...trials.map(([, result]) => overLeast(result)),
		mean(trials),
	]);
	const refused = shapes.reduce((total, [, result]) => total + result.refused, 0);
	const means = `Mean of the shapes: ${mean(shapes)}. With the 24 cells: ${mean([...own, ...shapes])}. 429s: ${refused}.`;
	return `${table(['', ...head, 'mean'], rows)}\n\n${means}`;
}
