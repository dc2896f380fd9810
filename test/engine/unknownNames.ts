import dns from 'node:dns';

type Answered = (error: Error) => void;

/**
 * Names that end with `.invalid` are unknown at once, as they are to every name server (RFC 6761). None is
 * asked: how long that takes is up to the network.
 */
export function useUnknownNames(): void {
	const { lookup } = dns;

	beforeEach(() => {
		jest.spyOn(dns, 'lookup').mockImplementation(((name: string, ...rest: unknown[]) => {
			if (!name.endsWith('.invalid')) return void Reflect.apply(lookup, dns, [name, ...rest]);
			const about = { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: name };
			const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), about);
			process.nextTick(rest.at(-1) as Answered, error);
		}) as never);
	});
	afterEach(() => void jest.restoreAllMocks());
}
