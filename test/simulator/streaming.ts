import { setTimeout as sleep } from 'node:timers/promises';

import type { Response } from 'express';

const CHUNK_BYTES = 64 * 1024;
const TICK_MS = 20;

/** How an answer's bytes go out. */
export interface Delivery {
	/** Default: as fast as the client takes them. */
	bytesPerSecond?: number;
}

/**
 * Writes chunks one after the other, waiting for the client to take them; leaves the answer open.
 * A slow piece has its pause before it, so that nothing keeps the answer open after its last byte.
 * Returns early when the connection is closed.
 */
export async function send(
	res: Response,
	chunks: Iterable<Buffer>,
	{ bytesPerSecond = Infinity }: Delivery = {},
): Promise<void> {
	res.flushHeaders();
	const gone = new AbortController();
	res.once('close', () => gone.abort());
	for (const chunk of chunks) {
		const pieceBytes = Math.max(1, Math.min(chunk.length, (bytesPerSecond * TICK_MS) / 1000));
		for (const piece of pieces(chunk, Math.floor(pieceBytes))) {
			const pauseMs = (piece.length / bytesPerSecond) * 1000;
			if (pauseMs > 0) await sleepUntil(gone.signal, pauseMs);
			if (res.destroyed) return;
			await written(res, piece);
		}
	}
}

/** `start`, then zeros up to `total` bytes, made as they are needed. */
export function* padded(start: Buffer, total: number): Generator<Buffer> {
	if (start.length > 0) yield start.subarray(0, total);
	yield* filler(total - start.length, '\0');
}

/** `total` bytes of one character, made as they are needed. */
export function* filler(total: number, character: string): Generator<Buffer> {
	const chunk = Buffer.alloc(CHUNK_BYTES, character);
	for (let left = total; left > 0; left -= CHUNK_BYTES) yield chunk.subarray(0, left);
}

/** The first `total` bytes of the chunks. */
export function* first(total: number, chunks: Iterable<Buffer>): Generator<Buffer> {
	let left = total;
	for (const chunk of chunks) {
		if (left <= 0) return;
		yield chunk.subarray(0, left);
		left -= chunk.length;
	}
}

/** Resolves after `ms`, or when `signal` aborts. */
async function sleepUntil(signal: AbortSignal, ms: number): Promise<void> {
	await sleep(ms, undefined, { ref: false, signal }).catch(() => undefined);
}

function* pieces(chunk: Buffer, size: number): Generator<Buffer> {
	for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
}

/** Resolves when the system has taken the bytes, or the connection is closed. */
function written(res: Response, piece: Buffer): Promise<void> {
	return new Promise((resolve) => {
		res.once('close', resolve);
		res.write(piece, () => {
			res.off('close', resolve);
			resolve();
		});
	});
}
