import type { IDataObject, INode, OnError } from 'n8n-workflow';

import { startWorkflow, taskOf } from './engine';
import { useSimulator } from './useSimulator';

const bria = useSimulator();

type Agent = 'callingAgent' | 'requestingAgent';

function node(name: string, type: string, more: Partial<INode> = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {}, ...more };
}

/** What an agent hears of the tool when its model names a request. */
async function ask(
	agent: Agent,
	requestId: string,
	parameters: IDataObject = {},
	settings: Partial<INode> = {},
	credential: IDataObject = {},
) {
	const value = "={{ $fromAI('request_id', 'The request', 'string') }}";
	const tool = node('Bria Status', 'n8n-nodes-bria.briaStatusTool', {
		parameters: { request: { __rl: true, mode: 'id', value }, ...parameters } as never,
		credentials: { briaApi: { id: '1', name: 'Bria' } },
		...settings,
	});
	const file = {
		name: 'Test',
		nodes: [node('Jobs', 'n8n-nodes-base.manualTrigger'), node('Agent', agent), tool],
		connections: {
			Jobs: { main: [[{ node: 'Agent', type: 'main' as const, index: 0 }]] },
			'Bria Status': { ai_tool: [[{ node: 'Agent', type: 'ai_tool' as const, index: 0 }]] },
		},
	};
	const { token: apiToken, baseUrl } = bria();
	const saved = { briaApi: { apiToken, baseUrl, requestsPerMinute: 1000, ...credential } as never };
	const input = { Jobs: [{ json: { request_id: requestId } }] };
	const run = await startWorkflow(file, saved, input).finished;
	return { ...taskOf(run, 'Agent'), tool: taskOf(run, 'Bria Status') };
}

describe.each<[string, Agent]>([
	['An AI Agent that calls Bria Status', 'callingAgent'],
	['An AI Agent that has n8n run Bria Status', 'requestingAgent'],
])('%s', (_, agent) => {
	it.each(['COMPLETED', 'ERROR', 'UNKNOWN'])('hears of a request that is %s', async (status) => {
		const id = bria().addJob({ status });

		const { data } = await ask(agent, id);

		expect(data?.main?.[0]?.[0]?.json.said).toEqual([
			expect.objectContaining({ status, request_id: id }),
		]);
	});

	it('hears of a request that is still in progress', async () => {
		const id = bria().addJob({ afterMs: Infinity });

		const { data } = await ask(agent, id, { operation: 'get' });

		const message = `Bria is still working on the request "${id}"`;
		const said = { status: 'IN_PROGRESS', request_id: id, message };
		expect(data?.main?.[0]?.[0]?.json.said).toEqual([said]);
	});

	it('hears of a request whose file is downloaded', async () => {
		const id = bria().addJob();

		const { data } = await ask(agent, id, { downloadResult: true });

		expect(data?.main?.[0]?.[0]?.json.said).toEqual([
			expect.objectContaining({ status: 'COMPLETED', request_id: id }),
		]);
		expect(bria().log).toHaveLength(2);
	});

	it.each<OnError | undefined>([
		undefined,
		'stopWorkflow',
		'continueRegularOutput',
		'continueErrorOutput',
	])('hears of everything, and how to go on, with On Error: %s', async (onError) => {
		const heard = async (id: string) => {
			const settings = onError && { onError };
			const { data } = await ask(agent, id, { operation: 'get' }, settings);
			return data?.main?.[0]?.[0]?.json.said;
		};

		for (const status of ['COMPLETED', 'ERROR', 'UNKNOWN', 'IN_PROGRESS']) {
			const id = bria().addJob({ status });
			expect(await heard(id)).toEqual([expect.objectContaining({ status, request_id: id })]);
		}
		const message = 'Bria does not know the request "r0"';
		const details = expect.stringMatching(/submit the job again/);
		const error = { code: 404, message, details };
		expect(await heard('r0')).toEqual([{ request_id: 'r0', message, error }]);
	});

	it('hears of a credential that cannot work', async () => {
		const { data } = await ask(agent, 'r0', {}, {}, { apiToken: '' });

		const error = expect.objectContaining({ message: 'The API Token is empty' });
		expect(data?.main?.[0]?.[0]?.json.said).toEqual([expect.objectContaining({ error })]);
	});
});
