export type Stop = () => Promise<unknown>;

/** Ends a script with all that it has started, the last first: when it is over, and on Ctrl-C. */
export class Ending {
	private readonly stops: Stop[] = [];
	private ended?: Promise<void>;

	constructor(say: (line: string) => void) {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			// Not once: a Ctrl-C arrives from the terminal, and again from npm and tsx.
			process.on(signal, () => {
				if (!this.hasBegun) say('\nStopping');
				void this.end();
			});
		}
	}

	/** Says how to stop what has just been started. */
	readonly stopsWith = (stop: Stop): void => {
		this.stops.push(stop);
	};

	/** Whether what is started is being stopped: what goes wrong now is no news. */
	get hasBegun(): boolean {
		return this.ended !== undefined;
	}

	/** Stops everything and ends the process with its `exitCode`. Safe to call twice. */
	async end(): Promise<void> {
		this.ended ??= this.stopAll();
		await this.ended;
	}

	private async stopAll(): Promise<void> {
		for (const stop of this.stops.reverse()) await stop().catch(console.error);
		process.exit();
	}
}
