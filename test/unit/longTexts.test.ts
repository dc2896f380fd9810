import { customEndpoint } from '../../nodes/Bria/customEndpoint';
import { toFileList, toPair } from '../../nodes/Bria/values';
import { readRequestId } from '../../nodes/BriaStatus/requestId';
import { isPrivateAddress } from '../../nodes/api/privateAddress';
import { findResultFiles } from '../../nodes/files/resultFiles';

const BASE_URL = 'https://engine.prod.bria-api.com/v2';
const long = (part: string) => part.repeat(300_000);

// With time that grows with the square of the length, each of these takes minutes, in which n8n stands still.
it.each<[string, () => unknown]>([
	['a request of braces', () => readRequestId(long('{'), BASE_URL)],
	['a status URL of slashes', () => readRequestId(`${BASE_URL}/status/${long('/')}x`, BASE_URL)],
	['an endpoint of slashes', () => attempt(() => customEndpoint(`[${long('/')}]`, BASE_URL))],
	['a pair of spaces', () => attempt(() => toPair(long(' '), 'Size'))],
	['files of commas', () => toFileList(`https:${long(',')}`, 'Image')],
	['a host of dots', () => isPrivateAddress(`http://a${long('.')}x/`)],
	['a field of digits', () => findResultFiles({ result: { [`${long('1')}x`]: 'x' } })],
	['a map of addresses', () => findResultFiles({ result: { images: mapOfAddresses() } })],
])('Text of any length is soon read: %s', (_, read) => void read(), 20_000);

function mapOfAddresses() {
	const addresses = Array.from({ length: 50_000 }, (_, i) => `https://x.example/${i}`);
	return Object.fromEntries(addresses.map((address, i) => [`part ${i}`, address]));
}

function attempt(read: () => unknown): void {
	try {
		read();
	} catch {
		// Refused, which is as well.
	}
}
