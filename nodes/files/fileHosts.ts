import type { Clock } from '../polling/clock';

/** How long a host may give no file before it is given up, in ms. */
const LONGEST_TROUBLE_MS = 90_000;

/** The hosts of a run's files. One that is down is given up for all of its files together. */
export class FileHosts {
	private readonly troubleSince = new Map<string, number>();
	private readonly givenUp = new Set<string>();

	constructor(private readonly clock: Clock) {}

	isGivenUp(url: string): boolean {
		return this.givenUp.has(hostOf(url));
	}

	/** A file arrived from there. */
	succeeded(url: string): void {
		this.troubleSince.delete(hostOf(url));
	}

	/** A try that began at `startedAt` failed in a way that may pass. */
	failed(url: string, startedAt: number): void {
		const host = hostOf(url);
		const since = Math.min(this.troubleSince.get(host) ?? Infinity, startedAt);
		this.troubleSince.set(host, since);
		if (this.clock.now() - since >= LONGEST_TROUBLE_MS) this.givenUp.add(host);
	}
}

function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host : url;
}
