import { Client } from '../n8n/client';
import { type Home, openHome } from '../n8n/home';
import type { SimulatorOptions } from '../simulator';

/** The n8n of this run, with a simulator and a credential for it that last for one test file. */
export function useN8n(options?: SimulatorOptions): () => Home {
	let home: Home;
	beforeAll(async () => {
		const { N8N_ORIGIN = '', N8N_SESSION } = process.env;
		home = await openHome(new Client(N8N_ORIGIN, N8N_SESSION), options);
	});
	afterAll(async () => {
		await home.close();
		expect(home.bria.elsewhere.received).toEqual([]);
	});
	return () => home;
}
