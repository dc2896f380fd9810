import { BlockList, isIP } from 'node:net';

const PRIVATE = new BlockList();
for (const [net, prefix] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.168.0.0', 16],
] as const)
	PRIVATE.addSubnet(net, prefix, 'ipv4');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

const LOCAL_NAME = /^[^.]+$|\.(local|localhost|lan|home|internal|invalid)$/;

/** Whether a server on the internet could fetch an address, as far as its host tells. */
export function isPublic({ hostname }: URL): boolean {
	const host = hostname.replace(/^\[|\]$/g, '');
	const family = isIP(host);
	if (family === 0) return !LOCAL_NAME.test(host);
	return !PRIVATE.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** Whether an address is on this machine, so that calling it leaves no trace elsewhere. */
export function isLoopback({ hostname }: URL): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
