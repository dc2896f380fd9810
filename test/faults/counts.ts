/** Counts by kind. */
export type Counts = Map<string, number>;

export function count(counts: Counts, kind: string): void {
	counts.set(kind, (counts.get(kind) ?? 0) + 1);
}

/** The process's sockets and timers. */
export const resources = () =>
	process.getActiveResourcesInfo().filter((name) => /Timeout|TCP/.test(name));
