import fc from '../fastCheck';

import { execute, itemsOf } from './briaStatus';
import { type JobKind, specificationExample } from '../simulator';
import { useSimulator } from './useSimulator';

const COMPLETED = 0;
const ERROR = 1;
const UNKNOWN = 2;
const IN_PROGRESS = 3;
const OUTPUTS = { COMPLETED, ERROR, UNKNOWN, IN_PROGRESS };

const bria = useSimulator();
const asItem = (request_id: string) => ({ request_id });

describe('With no parameter touched', () => {
	it.each(['COMPLETED', 'ERROR', 'UNKNOWN'] as const)(
		'a request that is %s leaves by the output of that name, and by no other',
		async (status) => {
			const id = bria().addJob({ status });

			const { outputs } = await execute(bria(), [asItem(id)]);

			expect(outputs.map((items) => items.length)).toEqual(
				[COMPLETED, ERROR, UNKNOWN, IN_PROGRESS].map((output) =>
					Number(output === OUTPUTS[status]),
				),
			);
			expect(outputs[OUTPUTS[status]]?.[0]?.json).toMatchObject({ status, request_id: id });
		},
	);

	it.each(['image', 'video', 'structured_prompt'] as JobKind[])(
		'the result of a finished %s request comes as Bria sent it',
		async (kind) => {
			const body = {
				status: 'COMPLETED',
				request_id: 'r1',
				result: { kind, list: [1, { a: null }] },
			};
			const id = bria().addJob({ kind, body });

			const { outputs } = await execute(bria(), [asItem(id)]);

			expect(outputs[COMPLETED]?.[0]?.json).toEqual(body);
		},
	);

	it("the example of Bria's specification comes through word for word", async () => {
		const id = bria().addJob({ body: specificationExample });

		const { outputs } = await execute(bria(), [asItem(id)]);

		expect(outputs[COMPLETED]?.[0]?.json).toEqual(specificationExample);
	});

	it.each([undefined, null, '', {}])(
		'the request ID is added where Bria left it out: %j',
		async (request_id) => {
			const id = bria().addJob({ body: { status: 'COMPLETED', request_id, result: {} } });

			const { outputs } = await execute(bria(), [asItem(id)]);

			expect(outputs[COMPLETED]?.[0]?.json).toEqual({
				request_id: id,
				status: 'COMPLETED',
				result: {},
			});
		},
	);

	it('a job that failed keeps what Bria said about it', async () => {
		const error = { code: 422, message: 'Content moderation failed', details: 'Blocked' };
		const id = bria().addJob({ body: { status: 'ERROR', request_id: 'r1', error } });

		const { outputs } = await execute(bria(), [asItem(id)]);

		expect(outputs[ERROR]?.[0]?.json.error).toEqual(error);
	});

	it('a status that nobody knows yet leaves by Unknown, with its body and a hint', async () => {
		const id = bria().addJob({ status: 'PAUSED' });

		const { outputs, hints } = await execute(bria(), [asItem(id)]);

		expect(outputs[UNKNOWN]?.[0]?.json).toMatchObject({ status: 'PAUSED', request_id: id });
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^1 request left by Unknown .* PAUSED/),
		]);
	});

	it.each(['UNKNOWN', 'PAUSED'])(
		"of a job that is %s, the message tells Bria's words",
		async (status) => {
			const error = { code: 500, message: 'The pod was evicted' };
			const id = bria().addJob({ body: { status, error } });

			const { outputs } = await execute(bria(), [asItem(id)]);

			expect(outputs[UNKNOWN]?.[0]?.json.message).toMatch(/: The pod was evicted$/);
		},
	);

	it('the hint stays a text to read, however long the statuses are', async () => {
		const statuses = ['PAUSED', 'x'.repeat(50_000)];
		const items = statuses.map((status) => asItem(bria().addJob({ status })));

		const { hints } = await execute(bria(), items);

		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^2 requests .* PAUSED, x+…\. See/),
		]);
		expect(hints[0]?.message.length).toBeLessThan(500);
	});

	it('no hint is shown when all went as it should', async () => {
		const { hints } = await execute(bria(), [asItem(bria().addJob())]);

		expect(hints).toEqual([]);
	});
});

describe('A batch', () => {
	it('is spread over all four outputs, each in input order and paired with its input item', async () => {
		const statuses = [
			'UNKNOWN',
			'COMPLETED',
			'ERROR',
			'IN_PROGRESS',
			'COMPLETED',
			'ERROR',
		] as const;
		const ids = statuses.map((status, i) =>
			bria().addJob({ status, afterMs: 60 - 10 * i, body: undefined }),
		);

		const { outputs } = await execute(bria(), ids.map(asItem), {
			parameters: { operation: 'wait', maxWaitSeconds: 5 },
		});

		expect(outputs.map(itemsOf)).toEqual([[1, 4], [2, 5], [0], [3]]);
		expect(outputs[COMPLETED]?.map(({ json }) => json.request_id)).toEqual([ids[1], ids[4]]);
	});

	it('whatever it holds, every item leaves once, by the output of its status', async () => {
		const status = fc.constantFrom('COMPLETED', 'ERROR', 'UNKNOWN', 'IN_PROGRESS');
		const job = fc.record({ status, twin: fc.boolean() });
		await fc.assert(
			fc.asyncProperty(fc.array(job, { minLength: 1 }), async (jobs) => {
				const ids = jobs.flatMap(({ status, twin }) => {
					const afterMs = status === 'IN_PROGRESS' ? Infinity : 0;
					const id = bria().addJob({ status, afterMs });
					return Array.from({ length: twin ? 2 : 1 }, () => ({ id, status }));
				});

				const { outputs } = await execute(
					bria(),
					ids.map(({ id }) => asItem(id)),
					{ parameters: { operation: 'get' }, credential: { requestsPerMinute: 1_000_000 } },
				);

				for (const [name, output] of Object.entries(OUTPUTS)) {
					const expected = ids.flatMap(({ status }, i) => (status === name ? i : []));
					expect(itemsOf(outputs[output])).toEqual(expected);
				}
			}),
			{ numRuns: 30 },
		);
	});

	it('asks once for a request that many items name, and gives each of them the answer', async () => {
		const id = bria().addJob();
		const items = [asItem(id), asItem(id), { request_id: bria().statusUrl(id) }];

		const { outputs } = await execute(bria(), items);

		expect(bria().statusCalls).toHaveLength(1);
		expect(itemsOf(outputs[COMPLETED])).toEqual([0, 1, 2]);
		const [first, second] = outputs[COMPLETED] ?? [];
		expect(first?.json).toEqual(second?.json);
		expect(first?.json.result).not.toBe(second?.json.result);
	});
});
