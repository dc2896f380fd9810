import axios from 'axios';

import type { StandIn } from './standIn';

/** Says to a proxy, by its `controlUrl`, which stand-in answers for which hosts. */
export class Internet {
	private readonly standIns: StandIn[] = [];

	constructor(private readonly controlUrl: string) {}

	/** From now on the stand-in answers for its hosts. */
	async add<T extends StandIn>(standIn: T): Promise<T> {
		const { hosts, origin } = standIn;
		for (const host of hosts) await axios.put(`${this.controlUrl}/hosts/${host}`, { origin });
		this.standIns.push(standIn);
		return standIn;
	}

	/** `METHOD URL` of what nobody knew an answer to; a run fails for what is not taken. */
	async takeUnanswered(): Promise<string[]> {
		return (await axios.delete(`${this.controlUrl}/unanswered`)).data;
	}

	/** Ends the stand-ins that were added; nobody answers for their hosts any more. */
	async close(): Promise<void> {
		for (const { hosts, close } of this.standIns.splice(0)) {
			for (const host of hosts) await axios.delete(`${this.controlUrl}/hosts/${host}`);
			await close();
		}
	}
}
