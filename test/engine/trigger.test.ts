import { useSimulator } from './useSimulator';
import { openWebhook, type Webhook } from './webhook';

const bria = useSimulator();
const opened: Webhook[] = [];

/** Every test has a workflow of its own. */
async function open(setup: Partial<Parameters<typeof openWebhook>[0]> = {}): Promise<Webhook> {
	const { token: apiToken, baseUrl } = bria();
	const credential = { apiToken, baseUrl, requestsPerMinute: 60 };
	const workflowId = String(expect.getState().currentTestName);
	const webhook = await openWebhook({ credential, workflowId, ...setup });
	opened.push(webhook);
	return webhook;
}

afterEach(async () => {
	await Promise.all(opened.splice(0).map(({ close }) => close()));
});

const completed = (id: string) => ({
	status: 'COMPLETED',
	request_id: id,
	result: { image_url: bria().fileUrl(id) },
});

test('completed', async () => {
	const webhook = await open();
	const answer = await webhook.deliver('a', completed('a'));
	expect([answer.status, answer.data]).toEqual([200, '']);
	expect(webhook.executions).toEqual([[[{ json: completed('a') }], [], []]]);
});
