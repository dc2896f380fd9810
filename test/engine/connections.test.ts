import type { IDataObject } from 'n8n-workflow';

import type { FaultFunction } from '../simulator';
import { execute, failAt, shown } from './briaStatus';
import { useFastTime } from './fastTime';
import { startTlsServer, type TlsServer } from './tlsServer';
import { useUnknownNames } from './unknownNames';
import { useSimulator } from './useSimulator';

const ERROR = 1;
const CONTINUE = { settings: { onError: 'continueRegularOutput' } } as const;

/** Nobody listens there. */
const CLOSED_PORT = 'http://127.0.0.1:1/v2';

useFastTime();
useUnknownNames();
const bria = useSimulator();

it.each<[string, FaultFunction, RegExp]>([
	['too long headers', ({ res }) => void res.set('X-A', 'x'.repeat(20_000)).json({}), /too large/],
	[
		'a wrong compression',
		({ res }) => void res.set('Content-Encoding', 'gzip').end('{}'),
		/compressed/,
	],
])('An answer with %s is told as what it is', async (_, fault, what) => {
	bria().fault('r1', Array<FaultFunction>(6).fill(fault));

	expect((await failAt(bria(), bria().baseUrl)).details).toMatch(what);
});

describe.each(['itself', 'a stranger'] as const)('A certificate that is issued by %s', (issuer) => {
	let server: TlsServer;
	beforeEach(async () => {
		server = await startTlsServer(issuer);
	});
	afterEach(async () => await server.close());

	const why = issuer === 'itself' ? 'self-signed' : 'issuer';

	it('is told at once as what it is, with what to do', async () => {
		const error = await failAt(bria(), `${server.origin}/v2`);

		expect(error.message).toMatch(new RegExp(`^Bria could not be asked .*certificate.*${why}`));
		expect(error.details).toMatch(/NODE_EXTRA_CA_CERTS/);
		expect(server.connections()).toBe(1);
	});

	it('is told of the host of a file as well, with what to do', async () => {
		const result = { image_url: `${server.origin}/a.png` };
		const id = bria().addJob({ body: { status: 'COMPLETED', result } });

		const { outputs } = await execute(bria(), [{ request_id: id }], {
			parameters: { downloadResult: true },
			settings: { onError: 'continueRegularOutput' },
		});

		const { message, details } = outputs[1]?.[0]?.json.error as IDataObject;
		expect(message).toMatch(new RegExp(`image is not reachable: the certificate.*${why}`));
		expect(details).toMatch(/NODE_EXTRA_CA_CERTS\)\..*'Download Result'.*\/a\.png$/);
		expect(server.connections()).toBe(1);
	});

	it('gets no request and no token', async () => {
		await failAt(bria(), `${server.origin}/v2`);

		expect(server.requests()).toBe(0);
	});

	it('names in each item the request of that item', async () => {
		const { outputs } = await execute(bria(), [{ request_id: 'r1' }, { request_id: 'r2' }], {
			credential: { baseUrl: `${server.origin}/v2` },
			...CONTINUE,
		});

		const messages = outputs[ERROR]?.map(({ json }) => json.message);
		expect(messages?.[0]).toMatch(/request "r1"/);
		expect(messages?.[1]).toMatch(/request "r2"/);
	});

	it('stops the workflow with the item', async () => {
		const { error } = await execute(bria(), [{ request_id: 'r1' }], {
			credential: { baseUrl: `${server.origin}/v2` },
		});

		expect(error?.message).toMatch(/certificate.* \[item 0\]$/);
		expect(shown(error).description).toMatch(/certificate/);
	});
});

describe('An address that nobody answers', () => {
	it('is told as one that refuses the connection', async () => {
		const error = await failAt(bria(), CLOSED_PORT);

		expect(error).toEqual({
			code: 'ECONNREFUSED',
			message:
				'Bria could not be asked for the request "r1": 127.0.0.1:1 refused the connection (ECONNREFUSED)',
			details: expect.stringMatching(/firewall.*Base URL.*execute the workflow again later/),
		});
	});

	it("reaches the user in the node's own words, with the request and the item", async () => {
		const id = 'r-ECONNREFUSED-1';
		const { error } = await execute(bria(), [{ request_id: id }], {
			credential: { baseUrl: CLOSED_PORT },
		});

		expect(error?.message).toBe(
			`Bria could not be asked for the request "${id}": 127.0.0.1:1 refused the connection (ECONNREFUSED) [item 0]`,
		);
	});

	it('is told as a name that DNS does not know', async () => {
		const { code, message, details } = await failAt(bria(), 'https://bria.invalid/v2');

		expect(code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
		expect(message).toMatch(/: DNS .* bria\.invalid/);
		expect(details).toMatch(/look up names/);
	});
});
