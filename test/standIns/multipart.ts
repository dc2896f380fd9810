import type { IncomingHttpHeaders } from 'node:http';

/** One part of a multipart body. */
export interface Part {
	/** Names in lower case. */
	readonly headers: Record<string, string>;
	readonly content: Buffer;
}

const LINE = '\r\n';
const HEAD_END = `${LINE}${LINE}`;

function readPart(bytes: Buffer): Part {
	const end = bytes.indexOf(HEAD_END);
	const lines = bytes.subarray(0, end).toString().split(LINE);
	const headers = lines.map((line) => {
		const [name = '', ...value] = line.split(':');
		return [name.trim().toLowerCase(), value.join(':').trim()];
	});
	return { headers: Object.fromEntries(headers), content: bytes.subarray(end + HEAD_END.length) };
}

/**
 * The parts of a multipart body, whichever its subtype (RFC 2046, section 5.1).
 *
 * @throws Error where the body is not what its `Content-Type` says
 */
export function readMultipart(body: Buffer, headers: IncomingHttpHeaders): Part[] {
	const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
	if (!boundary) throw new Error('The body has no boundary');
	const delimiter = `${LINE}--${boundary}`;
	const whole = Buffer.concat([Buffer.from(LINE), body]);
	const parts: Part[] = [];
	let start = whole.indexOf(delimiter);
	for (;;) {
		const next = whole.indexOf(delimiter, start + delimiter.length);
		if (start < 0 || next < 0) break;
		parts.push(readPart(whole.subarray(start + delimiter.length + LINE.length, next)));
		start = next;
	}
	return parts;
}
