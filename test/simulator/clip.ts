function box(type: string, ...content: Buffer[]): Buffer {
	const data = Buffer.concat(content);
	const head = Buffer.alloc(8);
	head.writeUInt32BE(8 + data.length);
	head.write(type, 4, 'latin1');
	return Buffer.concat([head, data]);
}

const brands = Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1');
const mediaBytes = Buffer.alloc(1024, 'bria');

/** An MP4 by its boxes (`ftyp`, `free`, `mdat`), too small to hold a picture: enough to be told as one. */
export const smallClip: Buffer = Buffer.concat([
	box('ftyp', brands),
	box('free'),
	box('mdat', mediaBytes),
]);
