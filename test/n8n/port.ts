import { randomInt } from 'node:crypto';

import { listen } from '../simulator/loopbackServer';

/** Below those that systems hand out by themselves: nobody is given one before its server listens on it. */
const FIRST = 10_240;
const LAST = 15_999;

const given = new Set<number>();

async function isFree(port: number): Promise<boolean> {
	try {
		await (await listen(() => {}, port)).close();
		return true;
	} catch {
		return false;
	}
}

/** A port that is free, and stays so until it is used: `wanted`, or any other where that is taken. */
export async function freePort(wanted?: number): Promise<number> {
	for (let port = wanted ?? randomInt(FIRST, LAST + 1); ; port = randomInt(FIRST, LAST + 1)) {
		if (given.has(port) || !(await isFree(port))) continue;
		given.add(port);
		return port;
	}
}
