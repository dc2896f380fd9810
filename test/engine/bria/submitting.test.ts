import { useSimulator } from '../useSimulator';
import { execute, idsOf, prompts, promptsAt } from './bria';

const bria = useSimulator();

describe('Every item is a job', () => {
	it('that Bria gets in the order of the items, and whose answer leaves as it came', async () => {
		const { items } = await execute(bria(), prompts('a fox', 'an owl', 'a hare'));

		expect(promptsAt(bria())).toEqual(['a fox', 'an owl', 'a hare']);
		expect(items.map(({ json }) => json)).toEqual(
			bria().submissions.map(({ requestId }) => ({
				request_id: requestId,
				status_url: bria().statusUrl(requestId),
			})),
		);
	});

	it('with what Bria warns of', async () => {
		const { items } = await execute(bria(), prompts('a mouse with round ears'), {
			parameters: { prompt: '={{ $json.prompt }}', options: { ip_signal: true } },
		});

		expect(items[0]?.json.warning).toEqual(expect.any(String));
	});

	it('with the fields of the input item where they are wanted, but no error of it', async () => {
		const input = { prompt: 'a fox', request_id: 'mine', sku: 7, error: 'of the node before' };

		const { items } = await execute(bria(), [input], {
			parameters: { prompt: '={{ $json.prompt }}', options: { includeInputFields: true } },
		});

		const [job] = bria().submissions;
		expect(items[0]?.json).toEqual({
			prompt: 'a fox',
			sku: 7,
			request_id: job?.requestId,
			status_url: expect.any(String),
		});
		expect(idsOf(items)).toEqual([job?.requestId]);
	});
});

it.each([
	['TRUE', true],
	['FALSE', false],
	['', false],
])('Include Input Fields follows the text of a sheet: %j', async (include, comesAlong) => {
	const { items } = await execute(bria(), [{ prompt: 'a fox', sku: 7, include }], {
		parameters: {
			prompt: '={{ $json.prompt }}',
			options: { includeInputFields: '={{ $json.include }}' },
		},
	});

	expect(items[0]?.json.sku === 7).toBe(comesAlong);
});

it('A credential that cannot work does not cost an item its fields', async () => {
	const { items } = await execute(bria(), [{ prompt: 'a fox', sku: 7 }], {
		credential: { apiToken: '' },
		parameters: { prompt: '={{ $json.prompt }}', options: { includeInputFields: true } },
		settings: { onError: 'continueRegularOutput' },
	});

	expect(items[0]?.json).toMatchObject({ sku: 7, message: 'The API Token is empty' });
});

it('An item that failed before and is submitted now does not keep the message of its failure', async () => {
	bria().faultSubmission('*', [422]);
	const parameters = {
		prompt: '={{ $json.prompt }}',
		options: { includeInputFields: true },
	};
	const settings = { onError: 'continueRegularOutput' } as const;
	const before = await execute(bria(), prompts('a fox'), { parameters, settings });

	const { items } = await execute(bria(), [before.items[0]?.json ?? {}], { parameters, settings });

	expect(items[0]?.json).toEqual({
		prompt: 'a fox',
		request_id: bria().submissions[0]?.requestId,
		status_url: expect.any(String),
	});
});

it('An option that cannot be read does not cost an item its fields', async () => {
	const seed = '={{ $("A node that is not there").first().json.seed }}';

	const { items } = await execute(bria(), [{ prompt: 'a fox', sku: 7 }], {
		parameters: { prompt: 'a fox', options: { seed, includeInputFields: true } },
		settings: { onError: 'continueRegularOutput' },
	});

	expect(items[0]?.json).toMatchObject({ sku: 7, error: { code: 'invalid_request' } });
});

describe('An item for which the node before failed', () => {
	const failed = { error: 'The file could not be found' };

	it.each([
		['file', { operation: 'removeBackground' }],
		['text', { prompt: '={{ $json.prompt }}' }],
		['endpoint', { resource: 'custom', operation: 'submit', endpoint: '={{ $json.path }}' }],
	])('says so where the %s is missing', async (_, parameters) => {
		const settings = { onError: 'continueRegularOutput' } as const;

		const { items } = await execute(bria(), [failed], { parameters, settings });

		expect(items[0]?.json.message).toBe('The file could not be found');
	});

	it('is submitted where nothing is missing', async () => {
		await execute(bria(), [{ ...failed, prompt: 'a fox' }]);

		expect(promptsAt(bria())).toEqual(['a fox']);
	});

	it('says what else is wrong', async () => {
		const { error } = await execute(bria(), [{ ...failed, prompt: 'a fox', seed: 'many' }], {
			parameters: { prompt: '={{ $json.prompt }}', options: { seed: '={{ $json.seed }}' } },
		});

		expect(error?.message).toContain("'Seed' is");
	});
});

it('A failed item does not pass the request of an earlier job off as its own', async () => {
	bria().faultSubmission('*', [422]);
	const input = { prompt: 'a fox', sku: 7, request_id: 'earlier', status_url: 'https://a.test/b' };

	const { items } = await execute(bria(), [input], {
		parameters: { prompt: '={{ $json.prompt }}', options: { includeInputFields: true } },
		settings: { onError: 'continueRegularOutput' },
	});

	expect(items[0]?.json).toEqual({
		prompt: 'a fox',
		sku: 7,
		message: expect.any(String),
		error: expect.objectContaining({ code: 422 }),
	});
});

it.each([
	['a Resource', '__CUSTOM_API_CALL__', 'generate'],
	['an Operation', 'image', '__CUSTOM_API_CALL__'],
])(
	'%s that is none of the list is told, with where to go instead',
	async (_, resource, operation) => {
		const { error } = await execute(bria(), [{}], { parameters: { resource, operation } });

		expect(error?.message).toBe("'Operation' is not one that this node has [item 0]");
		expect(error?.description).toContain('the resource Custom');
	},
);

describe('A custom job', () => {
	it('is sent with its body as it is, and be it empty', async () => {
		await execute(bria(), [{}], {
			parameters: { resource: 'custom', operation: 'submit', endpoint: 'video/upload', body: '{}' },
		});

		expect(bria().log[0]?.headers['content-length']).toBe('2');
	});

	it.each(['/v2/image/generate/lite', 'image/generate/lite', '/image/generate/lite/'])(
		'goes to %s as it is written',
		async (endpoint) => {
			const { items } = await execute(bria(), prompts('a fox'), {
				parameters: {
					resource: 'custom',
					operation: 'submit',
					endpoint,
					body: '={{ JSON.stringify({ prompt: $json.prompt }) }}',
				},
			});

			expect(bria().submissions).toMatchObject([
				{ endpoint: '/image/generate/lite', body: { prompt: 'a fox' } },
			]);
			expect(idsOf(items)).toEqual([bria().submissions[0]?.requestId]);
		},
	);
});
