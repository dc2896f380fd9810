import { useSimulator } from './useSimulator';
import { openWebhook, type Setup, type Webhook } from './webhook';

/** Webhooks with Bria Trigger behind them, for every test in a workflow of its own. */
export function useTrigger() {
	const bria = useSimulator();
	const opened: Webhook[] = [];

	afterEach(async () => {
		await Promise.all(opened.splice(0).map(({ close }) => close()));
	});

	/** By default, with the credential that fits the simulator. */
	async function open(setup: Partial<Setup> = {}): Promise<Webhook> {
		const { token: apiToken, baseUrl } = bria();
		const credential = { apiToken, baseUrl, requestsPerMinute: 60 };
		const workflowId = String(expect.getState().currentTestName);
		const webhook = await openWebhook({ credential, workflowId, ...setup });
		opened.push(webhook);
		return webhook;
	}

	return { bria, open };
}
