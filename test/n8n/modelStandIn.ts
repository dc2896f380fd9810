import { randomUUID } from 'node:crypto';

import express, { type Response } from 'express';

import { listen, type LoopbackServer } from '../simulator/loopbackServer';

interface Message {
	role: string;
	content?: string | Array<{ text?: string }>;
}

interface Question {
	messages: Message[];
	tools?: Array<{ function: { name: string } }>;
	stream?: boolean;
}

type Answer = { content: string } | { tool: string; input: Record<string, string> };

const REQUEST_ID = /\b[0-9a-f]{32}\b/;

function textOf({ content = '' }: Message): string {
	return typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('');
}

/**
 * What a sensible model would do with the tools of the AI agent: ask for the request that is named,
 * submit a job where none is, and repeat what Bria Status said.
 */
function decide({ messages, tools = [] }: Question): Answer {
	const names = tools.map(({ function: { name } }) => name);
	const status = names.find((name) => /status/i.test(name));
	const submit = names.find((name) => name !== status);
	const last = messages.at(-1) ?? { role: 'user' };
	const text = textOf(last);
	const requestId = REQUEST_ID.exec(text)?.[0];
	const isOutcome = last.role === 'tool' && /"?status\\?"/.test(text);

	if (status && requestId && !isOutcome && !/status_url\W+\w+\W*$/.test(text)) {
		return { tool: status, input: { request_id: requestId } };
	}
	if (submit && last.role !== 'tool') return { tool: submit, input: { prompt: text } };
	return { content: `Bria Status says: ${text}` };
}

function messageOf(answer: Answer) {
	if ('content' in answer) return { role: 'assistant', content: answer.content };
	const { tool: name, input } = answer;
	const call = { name, arguments: JSON.stringify(input) };
	const toolCalls = [{ index: 0, id: `call_${randomUUID()}`, type: 'function', function: call }];
	return { role: 'assistant', content: null, tool_calls: toolCalls };
}

function send(res: Response, { stream = false }: Question, answer: Answer): void {
	const finish_reason = 'content' in answer ? 'stop' : 'tool_calls';
	const common = { id: `chatcmpl-${randomUUID()}`, created: 0, model: 'stand-in' };
	const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
	if (!stream) {
		const choices = [{ index: 0, message: messageOf(answer), finish_reason }];
		res.json({ ...common, object: 'chat.completion', choices, usage });
		return;
	}
	const chunk = (choice: object) => {
		const choices = [{ index: 0, ...choice }];
		res.write(
			`data: ${JSON.stringify({ ...common, object: 'chat.completion.chunk', choices })}\n\n`,
		);
	};
	res.type('text/event-stream');
	chunk({ delta: messageOf(answer), finish_reason: null });
	chunk({ delta: {}, finish_reason });
	res.end('data: [DONE]\n\n');
}

/** A language model on loopback, with OpenAI's chat completions API; its base URL ends with `/v1`. */
export async function startModelStandIn(): Promise<LoopbackServer> {
	const app = express();
	app.get('/v1/models', (_req, res) => void res.json({ data: [{ id: 'stand-in' }] }));
	app.post('/v1/chat/completions', express.json({ limit: '5mb' }), (req, res) =>
		send(res, req.body, decide(req.body)),
	);
	return await listen(app);
}
