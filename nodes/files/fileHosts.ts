import type { Clock } from '../polling/clock';

/** How long a host may give no file before it is given up, in ms. */
const LONGEST_TROUBLE_MS = 90_000;

/** How long a host that was given up is not asked, in ms. A run may wait for hours, and one file may be broken alone. */
const GIVEN_UP_MS = 60_000;

/** The hosts of a run's files. One that is down is given up for all files that want it at the time. */
export class FileHosts {
	private readonly troubleSince = new Map<string, number>();
	private readonly givenUpUntil = new Map<string, number>();

	constructor(private readonly clock: Clock) {}

	isGivenUp(url: string): boolean {
		const until = this.givenUpUntil.get(hostOf(url));
		return until !== undefined && this.clock.now() < until;
	}

	/** A file arrived from there. */
	succeeded(url: string): void {
		this.troubleSince.delete(hostOf(url));
		this.givenUpUntil.delete(hostOf(url));
	}

	/** A try that began at `startedAt` failed in a way that may pass. */
	failed(url: string, startedAt: number): void {
		if (this.isGivenUp(url)) return;
		const host = hostOf(url);
		const since = Math.min(this.troubleSince.get(host) ?? Infinity, startedAt);
		this.troubleSince.set(host, since);
		if (this.clock.now() - since < LONGEST_TROUBLE_MS) return;
		this.troubleSince.delete(host);
		this.givenUpUntil.set(host, this.clock.now() + GIVEN_UP_MS);
	}
}

function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host : url;
}
