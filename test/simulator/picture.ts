import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];

const SIDE = 512;
const DUSK: readonly Colour[] = [
	[255, 176, 92],
	[240, 98, 110],
	[142, 68, 173],
	[30, 32, 92],
];
const SUN: Colour = [255, 240, 205];

let drawn: Buffer | undefined;

/** A PNG of 512 by 512 pixels, about 110 kB: a sun over a gradient from orange to night blue. */
export function smallPicture(): Buffer {
	return (drawn ??= drawPicture());
}

function drawPicture(): Buffer {
	const rows = Buffer.alloc(SIDE * (1 + SIDE * 3));
	let at = 0;
	for (let y = 0; y < SIDE; y++) {
		rows[at++] = 0;
		for (let x = 0; x < SIDE; x++) for (const value of pixel(x, y)) rows[at++] = value;
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(SIDE, 0);
	header.writeUInt32BE(SIDE, 4);
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		pngChunk('IHDR', header),
		pngChunk('IDAT', deflateSync(rows, { level: 9 })),
		pngChunk('IEND', Buffer.alloc(0)),
	]);
}

function pixel(x: number, y: number): Colour {
	const height = 1 - (x * 0.25 + y * 0.75) / SIDE;
	const sky = gradient(1 - height);
	const distance = Math.hypot(x - SIDE * 0.32, y - SIDE * 0.36) / SIDE;
	if (distance < 0.11) return SUN;
	return mix(sky, SUN, 0.6 * Math.exp(-(distance - 0.11) * 9));
}

/** @param position 0 (top) to 1 (bottom) */
function gradient(position: number): Colour {
	const scaled = Math.min(0.9999, position) * (DUSK.length - 1);
	const index = Math.floor(scaled);
	return mix(DUSK[index] ?? SUN, DUSK[index + 1] ?? SUN, scaled - index);
}

function mix(from: Colour, to: Colour, share: number): Colour {
	const channel = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share);
	return [channel(0), channel(1), channel(2)];
}

function pngChunk(type: string, data: Buffer): Buffer {
	const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(typed));
	return Buffer.concat([length, typed, checksum]);
}
