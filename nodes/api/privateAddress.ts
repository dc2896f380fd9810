/** IANA's special-purpose ranges that are not part of the internet, from this network (0/8) to multicast and up. */
const PRIVATE_IPV4 = [
	/^(0|10|127|22[4-9]|2[3-5]\d)\./,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
	/^169\.254\./,
	/^172\.(1[6-9]|2\d|3[01])\./,
	/^192\.(168|0\.0)\./,
	/^198\.1[89]\./,
];

/**
 * `::/16` with `::1`, IPv4 inside of IPv6 (also 2002::/16), unique local (fc00::/7), link-local and
 * site-local (fe80::/9), multicast (ff00::/8).
 */
const PRIVATE_IPV6 = /^\[(::|64:ff9b:|2002:|f[cdf][0-9a-f]{2}:|fe[89a-f][0-9a-f]:)/;

/**
 * Names that are never part of the internet's: RFC 6761, 6762, 8375, ICANN's for `internal`, what routers,
 * offices and Kubernetes use, and names without a dot.
 */
const PRIVATE_NAME =
	/(^|\.)(localhost|localdomain|local|internal|intranet|private|lan|home|corp|svc|home\.arpa)$|^[^.]*$/;

/** As the URL parser writes it: lower case, an IPv4 address in four decimals whatever its spelling. */
function hostOf(url: string): string {
	return new URL(url).hostname.replace(/(?<!\.)\.+$/, '');
}

/** Whether a URL names this machine. */
export function isLoopback(url: string): boolean {
	return /^(127\.[\d.]+|\[::1\]|(.+\.)?localhost)$/.test(hostOf(url));
}

/**
 * Whether a URL names this machine or its own network, by an IP address or by a name that has no
 * other meaning. Other names are not looked up. What is no URL names nothing.
 */
export function isPrivateAddress(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const host = hostOf(url);
	if (host.startsWith('[')) return PRIVATE_IPV6.test(host);
	if (/^[\d.]+$/.test(host)) return PRIVATE_IPV4.some((range) => range.test(host));
	return PRIVATE_NAME.test(host);
}
