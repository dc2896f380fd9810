import { CELLS } from './cells';
import { meanOverLeast, overLeast, type Results } from './report';

const LEFT = 178;
const TOP = 78;
const BOX = { width: 31, height: 26 };
const GROUP_GAP = 10;
const GROUP = 8;
const WIDTH = LEFT + CELLS.length * BOX.width + 3 * GROUP_GAP + 96;

const xOf = (cell: number) => LEFT + cell * BOX.width + Math.floor(cell / GROUP) * GROUP_GAP;

/** Green at 1, yellow at 1.5, red from 3 on; grey for what was lost. */
function colour(text: string): string {
	if (text === 'lost') return '#5c5f66';
	const over = Math.log(Number(text)) / Math.log(3);
	return `hsl(${Math.round(130 - 130 * Math.min(1, Math.max(0, over)) ** 0.7)}, 62%, 72%)`;
}

const text = (x: number, y: number, content: string, attributes = '') =>
	`<text x="${x}" y="${y}" ${attributes}>${content}</text>`;

function heading(): string[] {
	const lines = [
		text(
			16,
			24,
			'Time until the last result is seen, over the least possible',
			'font-size="15" font-weight="600"',
		),
	];
	CELLS.forEach(({ jobs, kind, requestsPerMinute }, cell) => {
		const x = xOf(cell);
		if (cell % GROUP === 0) lines.push(text(x, 46, `${requestsPerMinute} requests a minute`));
		if (kind === 'image') {
			const attributes = 'font-size="10" text-anchor="middle"';
			lines.push(text(x + BOX.width, 60, jobs === 1 ? '1 job' : `${jobs} jobs`, attributes));
		}
		lines.push(text(x + BOX.width / 2, 72, kind, 'font-size="8.5" text-anchor="middle"'));
	});
	return lines;
}

function row(name: string, results: Results, index: number): string[] {
	const cells = results[name] ?? [];
	const top = TOP + index * (BOX.height + 2);
	const middle = top + BOX.height / 2 + 4;
	const weight = index === 0 ? 'font-weight="600"' : '';
	const boxes = cells.map((result, cell) => {
		const value = overLeast(result);
		const fill = value === 'lost' ? 'fill="#fff"' : '';
		return [
			`<rect x="${xOf(cell)}" y="${top}" width="${BOX.width - 1}" height="${BOX.height}" fill="${colour(value)}"/>`,
			text(
				xOf(cell) + BOX.width / 2,
				middle - 1,
				value,
				`font-size="9.5" text-anchor="middle" ${fill}`,
			),
		].join('');
	});
	const losses = cells.filter(({ lost }) => lost > 0).length;
	const verdict =
		losses > 0 ? `loses in ${losses} of 24` : `mean ${meanOverLeast(cells).toFixed(2)}`;
	const right = xOf(CELLS.length - 1) + BOX.width + 8;
	return [text(16, middle, name, weight), ...boxes, text(right, middle, verdict, weight)];
}

/** A picture of all cells and policies, as SVG. */
export function picture(results: Results): string {
	const names = Object.keys(results).reverse();
	const height = TOP + names.length * (BOX.height + 2) + 12;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1f2328">`,
		`<rect width="${WIDTH}" height="${height}" rx="6" fill="#fff"/>`,
		...heading(),
		...names.flatMap((name, index) => row(name, results, index)),
		'</svg>',
		'',
	].join('\n');
}
