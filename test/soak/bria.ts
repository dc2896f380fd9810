import { startSimulator } from '../simulator';

/** What this process is asked for. */
export interface Wanted {
	jobs: number;
	/** How long a job takes at most, in ms. */
	longestMs: number;
}

/** Where it listens, and the request IDs. */
export interface Offered {
	baseUrl: string;
	token: string;
	ids: string[];
}

// Bria in a process of its own, so that its work is not taken for the node's.
process.once('message', async ({ jobs, longestMs }: Wanted) => {
	const bria = await startSimulator();
	const ids = Array.from({ length: jobs }, (_, i) =>
		bria.addJob({ afterMs: (longestMs * i) / jobs }),
	);
	process.send?.({ baseUrl: bria.baseUrl, token: bria.token, ids } satisfies Offered);
});
