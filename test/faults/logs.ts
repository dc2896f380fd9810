import '../engine/environment';

// Before n8n is loaded: it logs all it can.
process.env.N8N_LOG_LEVEL = 'debug';

const streams = [process.stdout, process.stderr];

/** Keeps what is written to the console meanwhile, and returns it. */
export async function keepingLogs<T>(work: () => Promise<T>): Promise<{ value: T; logs: string }> {
	const kept: string[] = [];
	const writes = streams.map((stream) => stream.write);
	for (const stream of streams) {
		stream.write = (text: string | Uint8Array) => kept.push(String(text)) > 0;
	}
	try {
		const value = await work();
		return { value, logs: kept.join('') };
	} finally {
		streams.forEach((stream, i) => (stream.write = writes[i] as typeof stream.write));
	}
}
