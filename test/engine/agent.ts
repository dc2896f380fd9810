import type {
	IDataObject,
	EngineRequest,
	EngineResponse,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';

const MAIN = 'main' as const;
const AI_TOOL = 'ai_tool' as const;

interface Tool {
	invoke(args: object): Promise<string>;
}

const description: INodeType['description'] = {
	displayName: 'Agent',
	name: 'agent',
	group: ['transform'],
	version: 1,
	description: 'Uses its tool with the fields of its first item',
	defaults: {},
	inputs: [MAIN, AI_TOOL],
	outputs: [MAIN],
	properties: [{ displayName: 'Tool', name: 'tool', type: 'string', default: 'Bria Status' }],
};

/** Its first item's fields are there for whatever comes next, e.g. another agent. */
function whatWasHeard(said: IDataObject[]): INodeExecutionData[][] {
	return [[{ json: { ...said[0], said } }]];
}

/** Calls its tool itself, as n8n's AI Agent did first. What the tool says is its output. */
const callingAgent: INodeType = {
	description,
	async execute(this: IExecuteFunctions) {
		const [tool] = (await this.getInputConnectionData(AI_TOOL, 0)) as Tool[];
		const [item] = this.getInputData();
		const said = await tool?.invoke(item?.json ?? {});
		return whatWasHeard(JSON.parse(said ?? ''));
	},
};

/** Has the engine run its tool, as n8n's AI Agent does now. What the tool says is its output. */
const requestingAgent: INodeType = {
	description,
	async execute(
		this: IExecuteFunctions,
		response?: EngineResponse,
	): Promise<INodeExecutionData[][] | EngineRequest> {
		const [answer] = response?.actionResponses ?? [];
		if (answer) {
			const said = answer.data.data?.ai_tool?.[0]?.map(({ json }) => json) ?? [];
			return whatWasHeard(said);
		}
		const input = this.getInputData()[0]?.json ?? {};
		const action = {
			actionType: 'ExecutionNodeAction' as const,
			nodeName: this.getNodeParameter('tool', 0) as string,
			input,
			type: AI_TOOL,
			id: '1',
			metadata: {},
		};
		return { actions: [action], metadata: {} };
	},
};

/** Both ways in which an AI Agent of n8n uses a tool, without a model that decides about it. */
export const agents: Record<string, INodeType> = { callingAgent, requestingAgent };

/** The tool that n8n makes of a node with `usableAsTool`. */
export function asTool(node: INodeType): INodeType {
	const tool = Object.create(node) as INodeType;
	tool.description = {
		...node.description,
		name: `${node.description.name}Tool`,
		inputs: [],
		outputs: [AI_TOOL],
	};
	return tool;
}
