import { type Fault, faults, submissionFaults, UNRESOLVABLE_HOST } from '../../simulator';
import { useFastTime } from '../fastTime';
import { startTlsServer } from '../tlsServer';
import { useUnknownNames } from '../unknownNames';
import { useSimulator } from '../useSimulator';
import { execute, idsOf, prompts, promptsAt } from './bria';

const GENERATE = '/image/generate';
const CONTINUE = { settings: { onError: 'continueRegularOutput' } } as const;
const ERROR_OUTPUT = { settings: { onError: 'continueErrorOutput' } } as const;

useFastTime();
useUnknownNames();
const bria = useSimulator();

/** No fault. */
const accepted = submissionFaults.accepted(({ res, body }) => void res.json(body));

const sent = () => bria().log.filter(({ method }) => method === 'POST').length;

describe('A job that Bria may have accepted is not sent again, and the item says so', () => {
	const lost: Array<[string, Fault]> = [
		['HTTP 500', 500],
		['HTTP 502', 502],
		['HTTP 503', 503],
		['HTTP 504', 504],
		['HTTP 408', 408],
		['a broken connection', faults.broken()],
		['an answer that breaks off', faults.brokenBody()],
		['no answer', faults.hang()],
		['an answer that stalls', faults.stall()],
		['an empty answer', faults.empty()],
		['half an answer', faults.cutJson()],
		['a page for people', faults.html()],
		['an answer without an ID', faults.status(202, { body: { ok: true } })],
		['an error with HTTP 200', faults.status(200, { body: { error: { message: 'No' } } })],
		['an endless answer', faults.oversized(8_000_000)],
		['something that is not HTTP', faults.notHttp()],
	];

	it.each(lost)('%s', async (_, fault) => {
		bria().faultSubmission(GENERATE, [submissionFaults.accepted(fault)]);

		const { items } = await execute(bria(), prompts('a fox', 'an owl'), CONTINUE);

		expect(promptsAt(bria())).toEqual(['a fox', 'an owl']);
		expect(sent()).toBe(2);
		expect(items[0]?.json).toEqual({
			message: 'Bria may have accepted the job, but gave no usable answer',
			error: expect.objectContaining({ details: expect.stringContaining('not sent again') }),
		});
		expect(items[1]?.json.request_id).toBe(bria().submissions[1]?.requestId);
	});

	it('with the request ID, where the answer names one', async () => {
		bria().faultSubmission(GENERATE, [submissionFaults.accepted(faults.cutJson())]);

		const { items } = await execute(bria(), prompts('a fox'), CONTINUE);

		const { requestId } = bria().submissions[0] ?? {};
		expect(items[0]?.json.error).toMatchObject({
			request_id: requestId,
			details: expect.stringContaining(String(requestId)),
		});
	});
});

it.each([undefined, 0, 'https://nowhere.test'])(
	'An answer with the request_id %j has the ID in its status_url',
	async (request_id) => {
		const onlyUrl = submissionFaults.accepted(({ res, body }) => {
			res.status(202).json({ ...body, request_id });
		});
		bria().faultSubmission(GENERATE, [onlyUrl]);

		const { items } = await execute(bria(), prompts('a fox'));

		expect(idsOf(items)).toEqual([bria().submissions[0]?.requestId]);
	},
);

describe('A job that was certainly not accepted is sent again', () => {
	it('after a refusal by the limit', async () => {
		bria().faultSubmission(GENERATE, [429, faults.status(429, { retryAfter: 2 })]);

		const { items } = await execute(bria(), prompts('a fox', 'an owl'));

		expect(promptsAt(bria())).toEqual(['a fox', 'an owl']);
		expect(idsOf(items)).toEqual(bria().submissions.map(({ requestId }) => requestId));
	});

	it('but not for ever', async () => {
		const inFiveMinutes = faults.status(429, { retryAfter: 300 });
		bria().faultSubmission(GENERATE, [inFiveMinutes, inFiveMinutes]);

		const { items } = await execute(bria(), prompts('a fox'), CONTINUE);

		expect(items[0]?.json.message).toContain("Bria's limit left no room");
		expect(sent()).toBe(2);
		expect(bria().submissions).toEqual([]);
	});

	it.each([
		['nobody listens', 'http://127.0.0.1:1/v2'],
		['nobody knows the name', `https://${UNRESOLVABLE_HOST}/v2`],
	])('where %s, a few times, and then it says that nothing was sent', async (_, baseUrl) => {
		const { items } = await execute(bria(), prompts('a fox', 'an owl'), {
			...CONTINUE,
			credential: { baseUrl },
		});

		expect(items.map(({ json }) => json.message)).toEqual(
			Array(2).fill('The job was not sent, since Bria could not be reached'),
		);
	});
});

describe('What Bria refuses is not sent again', () => {
	it.each([400, 404, 413, 415, 422, 460])('HTTP %d', async (code) => {
		bria().faultSubmission(GENERATE, [code]);

		const { items } = await execute(bria(), prompts('a fox', 'an owl'), CONTINUE);

		expect(sent()).toBe(2);
		expect(items[0]?.json.error).toMatchObject({ code });
		expect(promptsAt(bria())).toEqual(['an owl']);
	});

	it.each([401, 402, 403])('HTTP %d is the same for all items, and ends the run', async (code) => {
		bria().faultSubmission(GENERATE, [accepted, code]);

		const { items } = await execute(bria(), prompts('a', 'b', 'c', 'd'), CONTINUE);

		expect(sent()).toBe(2);
		expect(items.slice(1).map(({ json }) => json.error)).toEqual(
			Array(3).fill(expect.objectContaining({ code })),
		);
		expect(items[3]?.json.message).toMatch(/^The item was not submitted: /);
	});

	it("a firewall's page is no answer of Bria's, so it does not end the run", async () => {
		bria().faultSubmission(GENERATE, [faults.status(403, { body: '<h1>Blocked</h1>' })]);

		const { items } = await execute(bria(), prompts('a fox', 'an owl'), CONTINUE);

		expect(items[0]?.json.message).toBe('The job did not get through to Bria (HTTP 403)');
		expect(promptsAt(bria())).toEqual(['an owl']);
	});

	it('a redirect is not followed', async () => {
		bria().faultSubmission(GENERATE, [faults.redirect()]);

		const { items } = await execute(bria(), prompts('a fox'), CONTINUE);

		expect(items[0]?.json.error).toMatchObject({ code: 302 });
	});
});

describe('With On Error: Stop Workflow', () => {
	it('nothing is sent after the first failure, and the error names the jobs that Bria works on', async () => {
		bria().faultSubmission(GENERATE, [
			accepted,
			accepted,
			submissionFaults.accepted(faults.broken()),
		]);

		const { error } = await execute(bria(), prompts('a', 'b', 'c', 'd'));

		expect(promptsAt(bria())).toEqual(['a', 'b', 'c']);
		expect(error?.message).toMatch(/may have accepted the job.*\[item 2\]/);
		const [first, second] = bria().submissions;
		expect(error?.description).toContain(
			`2 jobs of this run before: ${first?.requestId} (item 0), ${second?.requestId} (item 1).`,
		);
	});

	it('an item that cannot be submitted is told before anything is sent', async () => {
		const { error } = await execute(bria(), prompts('a', '', 'c'));

		expect(error?.message).toBe("'Prompt' is empty [item 1]");
		expect(sent()).toBe(0);
	});
});

it('With an error output, what failed leaves there', async () => {
	bria().faultSubmission(GENERATE, [500]);

	const { items, failed } = await execute(bria(), prompts('a fox', 'an owl'), ERROR_OUTPUT);

	expect(idsOf(items)).toEqual([bria().submissions[0]?.requestId]);
	expect(failed).toHaveLength(1);
	expect(JSON.stringify(failed[0]?.json)).toContain('may have accepted');
});

it('a job that a certificate keeps from Bria was not sent, is not tried again, and the item says so', async () => {
	const server = await startTlsServer('itself');
	const credential = { baseUrl: `${server.origin}/v2` };

	const { items } = await execute(bria(), prompts('a'), { credential, ...CONTINUE });
	const connections = server.connections();
	await server.close();

	const { message, error } = items[0]?.json ?? {};
	expect(message).toBe('The job was not sent, since no safe connection to Bria can be made');
	expect(JSON.stringify(error)).toContain('certificate');
	expect(connections).toBe(1);
});
