import { listen } from '../simulator/loopbackServer';

/** A port that is free now: `wanted`, or any other where that is taken. */
export async function freePort(wanted = 0): Promise<number> {
	const server = await listen(() => {}, wanted).catch(() => listen(() => {}));
	await server.close();
	return Number(new URL(server.origin).port);
}
