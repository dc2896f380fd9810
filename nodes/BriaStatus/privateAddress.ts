const PRIVATE_IPV4 = [
	/^(0|10|127)\./,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
	/^169\.254\./,
	/^172\.(1[6-9]|2\d|3[01])\./,
	/^192\.168\./,
];

/** `::`, `::1`, IPv4 inside of IPv6, unique local (fc00::/7) and link-local (fe80::/10). */
const PRIVATE_IPV6 = /^\[(::1?\]|::ffff:|64:ff9b:|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/;

/**
 * Whether a URL names this machine or its own network: by an IP address, or as localhost (IANA's
 * special-purpose address registries, RFC 6761). Names are not looked up: n8n's own protection does.
 */
export function isPrivateAddress(url: string): boolean {
	const host = new URL(url).hostname.replace(/\.$/, '');
	if (host === 'localhost' || host.endsWith('.localhost')) return true;
	if (host.startsWith('[')) return PRIVATE_IPV6.test(host);
	return /^[\d.]+$/.test(host) && PRIVATE_IPV4.some((range) => range.test(host));
}
