/** Lines of a table with its first column to the left and the others to the right. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const all = [head, ...rows];
	const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
	const line = (row: readonly string[]) =>
		row
			.map((text, column) => {
				const width = widths[column] as number;
				return column === 0 ? text.padEnd(width) : text.padStart(width);
			})
			.join('  ');
	return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join(
		'\n',
	);
}
