import { execute, failAt } from './briaStatus';
import { useFastTime } from './fastTime';
import { type ForwardProxy, startForwardProxy } from './forwardProxy';
import { useSimulator } from './useSimulator';
import { useUnknownNames } from './unknownNames';

// Not as fast as elsewhere: the proxy is a process of its own, which has to answer in time.
useFastTime(10);
useUnknownNames();
const bria = useSimulator();

/** What n8n reads its proxies from, each time that it asks. */
const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy'];

function useProxyEnvironment() {
	let saved: NodeJS.ProcessEnv;
	beforeEach(() => {
		saved = { ...process.env };
		for (const name of PROXY_VARIABLES) delete process.env[name];
	});
	afterEach(() => {
		for (const name of PROXY_VARIABLES) delete process.env[name];
		Object.assign(process.env, saved);
	});
	return (url: string) => {
		process.env.HTTP_PROXY = url;
		process.env.HTTPS_PROXY = url;
	};
}

describe('A proxy', () => {
	const setProxy = useProxyEnvironment();
	let proxy: ForwardProxy | undefined;
	afterEach(async () => {
		await proxy?.close();
		proxy = undefined;
	});

	it('that lets requests through is no trouble', async () => {
		proxy = await startForwardProxy({ login: false });
		setProxy(proxy.url);

		const { outputs } = await execute(bria(), [{ request_id: bria().addJob() }]);

		expect(outputs[0]).toHaveLength(1);
	});

	it.each(['http', 'https'])('that wants a password is named (%s)', async (scheme) => {
		proxy = await startForwardProxy({ login: true });
		setProxy(proxy.url);

		const baseUrl = scheme === 'http' ? bria().baseUrl : 'https://bria.invalid/v2';
		const { code, message, details } = await failAt(bria(), baseUrl);

		expect(code).toBe(407);
		expect(message).toMatch(/: the proxy between n8n and the internet .*password \(HTTP 407\)$/);
		expect(details).toMatch(/HTTPS_PROXY/);
		expect(bria().log).toEqual([]);
	});

	it('that is gone is named', async () => {
		setProxy('http://127.0.0.1:1');

		const { message, details } = await failAt(bria(), bria().baseUrl);

		expect(message).toMatch(/: the proxy 127\.0\.0\.1:1 refused the connection \(ECONNREFUSED\)$/);
		expect(details).toMatch(/HTTPS_PROXY/);
	});

	it('whose name is unknown is named', async () => {
		setProxy('http://proxy.invalid:3128');

		const { message } = await failAt(bria(), 'https://bria.invalid/v2');

		expect(message).toMatch(/: DNS .* the proxy proxy\.invalid/);
	});

	it('that breaks off, since it does not reach Bria, is named', async () => {
		proxy = await startForwardProxy({ login: false });
		setProxy(proxy.url);

		const { message } = await failAt(bria(), 'https://127.0.0.1:1/v2');

		expect(message).toMatch(/: the proxy closed the connection/);
	});
});
