import { rmSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';

import { faults, type SubmissionFault, submissionFaults } from '../../simulator';
import type { WorkflowFile } from '../../workflowFile';
import { keepFilesOnDisk, storageFolder, storeFile } from '../binaryData';
import { startWorkflow, taskOf } from '../engine';
import { useFastTime } from '../fastTime';
import { useSimulator } from '../useSimulator';
import { briaNode, credentialFor, execute, idsOf, NODE, prompts, promptsAt } from './bria';

const GENERATE = '/image/generate';
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100, 7)]);

/** No fault. */
const accepted = submissionFaults.accepted(({ res, body }) => void res.json(body));
const lost = submissionFaults.accepted(faults.broken());
const refused = submissionFaults.refused(422);

useFastTime();
const bria = useSimulator();

const sent = () => bria().log.filter(({ method }) => method === 'POST').length;

describe('Retry On Fail', () => {
	it('sends what was refused again, and not what was accepted', async () => {
		bria().faultSubmission(GENERATE, [accepted, 422, 422]);

		const { items } = await execute(bria(), prompts('a', 'b', 'c'), { settings: RETRY });

		expect(promptsAt(bria())).toEqual(['a', 'b', 'c']);
		expect(idsOf(items)).toEqual(bria().submissions.map(({ requestId }) => requestId));
	});

	it('also where the items differ between the tries', async () => {
		bria().faultSubmission(GENERATE, [accepted, 422]);

		await execute(bria(), prompts('a', 'b'), {
			parameters: { prompt: '={{ $json.prompt + Math.random() }}' },
			settings: RETRY,
		});

		expect(bria().submissions).toHaveLength(2);
	});

	it('does not send again what may have been accepted, and says so each time', async () => {
		bria().faultSubmission(GENERATE, [accepted, lost]);

		const { error } = await execute(bria(), prompts('a', 'b', 'c'), { settings: RETRY });

		expect(promptsAt(bria())).toEqual(['a', 'b']);
		expect(error?.message).toMatch(/may have accepted the job.*\[item 1\]/);
		expect(error?.description).toContain(bria().submissions[0]?.requestId);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with On Error: %s, n8n looks at the first item only',
		async (onError) => {
			bria().faultSubmission(GENERATE, [422, accepted, lost]);

			const { items, failed } = await execute(bria(), prompts('a', 'b', 'c'), {
				settings: { ...RETRY, onError },
			});

			expect(promptsAt(bria()).sort()).toEqual(['a', 'b', 'c']);
			const told = JSON.stringify([items, failed]);
			expect(told).toContain('may have accepted');
			const ids = bria().submissions.map(({ requestId }) => requestId);
			for (const id of [ids[0], ids[2]]) expect(told).toContain(id);
		},
	);

	it('with Execute Once', async () => {
		bria().faultSubmission(GENERATE, [lost]);

		await execute(bria(), prompts('a'), { settings: { ...RETRY, executeOnce: true } });

		expect(sent()).toBe(1);
	});
});

it('A job that was accepted is told of, also where its item can no longer be read in the next try', async () => {
	await keepFilesOnDisk();
	const image = await storeFile(PNG, 'image/png');
	const [, place = ''] = String(image.id).split(':');
	const deleting = submissionFaults.accepted(({ res, body }) => {
		rmSync(path.join(storageFolder(String(image.id)), place));
		res.json(body);
	});
	bria().faultSubmission('*', [refused, deleting]);

	const { items } = await execute(bria(), [{}, {}], {
		parameters: { operation: 'removeBackground' },
		binary: { data: image },
		settings: { ...RETRY, onError: 'continueRegularOutput' },
	});

	expect(items[0]?.json.message).toContain('cannot be read');
	expect(items[1]?.json.request_id).toBe(bria().submissions[0]?.requestId);
});

describe('A credential that is broken between two tries loses no job', () => {
	/** The token is gone with the last answer of the first try. */
	async function run(settings: Partial<INode>, first: SubmissionFault, last: SubmissionFault) {
		const saved = credentialFor(bria());
		const breaking: SubmissionFault = {
			moment: last.moment,
			fault: async (context) => {
				Object.assign(saved.briaApi, { apiToken: '' });
				await last.fault(context);
			},
		};
		bria().faultSubmission(GENERATE, [first, breaking]);
		const items = { Items: prompts('a', 'b').map((json) => ({ json })) };
		const workflow = loop(1, { ...RETRY, ...settings });
		return taskOf(await startWorkflow(workflow, saved, items).finished, NODE);
	}

	it('with Stop Workflow', async () => {
		const { error } = await run({}, accepted, refused);

		expect(error?.message).toBe('The API Token is empty');
		expect(error?.description).toContain(bria().submissions[0]?.requestId);
	});

	it('with Continue', async () => {
		const task = await run({ onError: 'continueRegularOutput' }, refused, accepted);

		const [first, second] = task.data?.main?.[0] ?? [];
		expect(first?.json.message).toBe('The API Token is empty');
		expect(bria().submissions).toHaveLength(1);
		expect(second?.json.request_id).toBe(bria().submissions[0]?.requestId);
	});
});

/** Bria, and back to it with the same items until it has run so many times. */
function loop(runs: number, settings: Partial<INode>): WorkflowFile {
	const node = (name: string, type: string, parameters: IDataObject = {}): INode => ({
		...{ id: name, name, type, typeVersion: 1, position: [0, 0] },
		parameters: parameters as INode['parameters'],
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	const options = { includeInputFields: true };
	const parameters = { prompt: '={{ $json.prompt }}', options };
	return {
		name: 'Loop',
		nodes: [
			node('Items', 'n8n-nodes-base.manualTrigger'),
			briaNode({ settings, parameters }),
			node('Again', 'whileRuns', { runs }),
		],
		connections: { Items: to(NODE), [NODE]: to('Again'), Again: to(NODE) },
	};
}

it('A further run in a loop submits the same items anew', async () => {
	bria().faultSubmission(GENERATE, [accepted, accepted, 422]);
	const items = { Items: prompts('a', 'b').map((json) => ({ json })) };

	const run = await startWorkflow(loop(3, RETRY), credentialFor(bria()), items).finished;

	expect(run.data.resultData.runData[NODE]).toHaveLength(3);
	expect(promptsAt(bria())).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
});

it('Two executions with the same items each submit theirs', async () => {
	await Promise.all([execute(bria(), prompts('a')), execute(bria(), prompts('a'))]);

	expect(promptsAt(bria())).toEqual(['a', 'a']);
});
