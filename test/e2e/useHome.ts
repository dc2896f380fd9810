import { type Home, startHome } from '../n8n/home';

/** A real n8n for all tests of a file. */
export function useHome(): () => Home {
	let home: Home | undefined;

	beforeAll(async () => {
		home = await startHome('e2e-home');
	});

	afterAll(async () => {
		await home?.stop();
		expect(home?.bria.elsewhere.received ?? []).toEqual([]);
	});

	return () => {
		if (!home) throw new Error('n8n does not run');
		return home;
	};
}
