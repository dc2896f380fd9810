/**
 * Test files as one, so that what they need is loaded once for each mutant.
 *
 * @param files in the order in which they run: quick ones, which kill much, come first
 */
export function together(folder: string, files: string[]): void {
	describe.each(files)('%s', (file) => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import cannot stand inside of a group
		require(`../${folder}/${file}.test`);
	});
}
