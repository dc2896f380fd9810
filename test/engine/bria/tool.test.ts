import type { IDataObject, INode } from 'n8n-workflow';

import { faults, submissionFaults } from '../../simulator';
import type { WorkflowFile } from '../../workflowFile';
import { startWorkflow, taskOf } from '../engine';
import { useSimulator } from '../useSimulator';
import { briaNode, credentialFor } from './bria';

const bria = useSimulator();

type Agent = 'callingAgent' | 'requestingAgent';

function node(name: string, type: string, parameters: IDataObject = {}): INode {
	return {
		...{ id: name, name, type, typeVersion: 1, position: [0, 0] },
		parameters: parameters as INode['parameters'],
	};
}

const MAKES_PICTURES = {
	prompt: "={{ $fromAI('prompt', 'What the picture shows', 'string') }}",
	aspect_ratio: "={{ $fromAI('aspect_ratio', 'e.g. 16:9', 'string') }}",
};

/** One agent that makes a picture, and one that hears of it. */
function workflow(agent: Agent, settings: Partial<INode>): WorkflowFile {
	const tool = briaNode({ parameters: MAKES_PICTURES, settings });
	const requestId = "={{ $fromAI('request_id', 'The request', 'string') }}";
	const status = node('Bria Status', 'n8n-nodes-bria.briaStatusTool', {
		request: { __rl: true, mode: 'id', value: requestId },
	});
	const main = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	const aiTool = (name: string) => ({
		ai_tool: [[{ node: name, type: 'ai_tool' as const, index: 0 }]],
	});
	return {
		name: 'Test',
		nodes: [
			node('Items', 'n8n-nodes-base.manualTrigger'),
			node('Painter', agent, { tool: 'Bria' }),
			node('Viewer', agent, { tool: 'Bria Status' }),
			{ ...tool, type: 'n8n-nodes-bria.briaTool' },
			{ ...status, credentials: tool.credentials },
		],
		connections: {
			Items: main('Painter'),
			Painter: main('Viewer'),
			Bria: aiTool('Painter'),
			'Bria Status': aiTool('Viewer'),
		},
	};
}

async function run(agent: Agent, settings: Partial<INode> = {}) {
	const input = { Items: [{ json: { prompt: 'a fox', aspect_ratio: '16:9' } }] };
	const execution = startWorkflow(workflow(agent, settings), credentialFor(bria()), input);
	const ended = await execution.finished;
	const heard = (name: string) => taskOf(ended, name).data?.main?.[0]?.[0]?.json.said;
	return { painter: heard('Painter'), viewer: () => heard('Viewer') };
}

describe.each<[string, Agent]>([
	['An AI Agent that calls Bria', 'callingAgent'],
	['An AI Agent that has n8n run Bria', 'requestingAgent'],
])('%s', (_, agent) => {
	it('makes the picture that its model thought of, and hears of it with Bria Status', async () => {
		const { painter, viewer } = await run(agent);

		const [job] = bria().submissions;
		expect(job?.body).toEqual({ prompt: 'a fox', aspect_ratio: '16:9' });
		expect(painter).toEqual([expect.objectContaining({ request_id: job?.requestId })]);
		expect(viewer()).toEqual([
			expect.objectContaining({ request_id: job?.requestId, status: 'COMPLETED' }),
		]);
	});

	it('hears why a picture was not made', async () => {
		bria().faultSubmission('*', [
			faults.status(422, { body: { error: { code: 422, message: 'prompt: too long' } } }),
		]);

		const { painter } = await run(agent);

		expect(JSON.stringify(painter)).toContain("Bria does not accept the value of 'Prompt'");
		expect(JSON.stringify(painter)).toContain('too long');
	});

	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'hears of every picture and every failure, with On Error: %s',
		async (onError) => {
			const made = await run(agent, { onError });
			bria().faultSubmission('*', [422]);
			const failed = await run(agent, { onError });

			expect(made.painter).toMatchObject([{ request_id: bria().submissions[0]?.requestId }]);
			expect(failed.painter).toMatchObject([{ error: { code: 422 } }]);
		},
	);

	it('makes no second picture where n8n tries again', async () => {
		bria().faultSubmission('*', [submissionFaults.accepted(faults.broken())]);

		const { painter } = await run(agent, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });

		expect(bria().submissions).toHaveLength(1);
		expect(JSON.stringify(painter)).toContain('may have accepted');
	});
});
