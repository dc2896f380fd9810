import type { IWebhookFunctions } from 'n8n-workflow';

import { accept, forget } from '../../nodes/BriaTrigger/accepted';

const webhook = (workflowId: string) =>
	({
		getWorkflow: () => ({ id: workflowId }),
		getNode: () => ({ id: 'node' }),
		getMode: () => 'webhook',
	}) as unknown as IWebhookFunctions;

test('a delivery is accepted once by each webhook, until it is forgotten', () => {
	const [one, other] = [webhook('one'), webhook('other')];

	expect([accept(one, 'a'), accept(one, 'a'), accept(other, 'a')]).toEqual([true, false, true]);
	forget(one, 'a');
	expect([accept(one, 'a'), accept(other, 'a')]).toEqual([true, false]);
});

test('however many come, the memory is bounded: the oldest are forgotten, the newest are not', () => {
	const context = webhook('busy');
	for (let i = 0; i < 150_000; i++) accept(context, String(i));

	expect(accept(context, '149999')).toBe(false);
	expect(accept(context, '0')).toBe(true);
});
