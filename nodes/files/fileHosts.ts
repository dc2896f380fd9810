import type { Clock } from '../polling/clock';

/** A host from which nothing came for so long, in ms, is asked for none of its files any more. */
const LONGEST_TROUBLE_MS = 90_000;

/** The hosts that files of a run come from: one that is down is given up once, not for each file. */
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
