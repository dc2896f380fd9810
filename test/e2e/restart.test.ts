import { Client } from '../n8n/client';
import { type Home, openHome } from '../n8n/home';
import { startNewN8n } from '../n8n/newN8n';
import { type N8n, startN8n } from '../n8n/server';
import { readExample, type WorkflowFile, withNode } from '../workflowFile';
import { jsonOf } from './execution';
import { internetOfThisRun } from './useInternet';

/** The loop of the example, which n8n puts out of its memory in each round, with a job of ten seconds. */
function longVideo(): WorkflowFile {
	const example = readExample('long-videos-that-survive-a-restart.json');
	const longerThanMemory = { amount: 66, unit: 'seconds' };
	const video = 'https://example.com/video.mp4#[10s]';
	return withNode(
		withNode(example, 'Wait Two Minutes', { parameters: longerThanMemory }),
		'Increase Resolution',
		{ parameters: { video } },
	);
}

let n8n: N8n | undefined;
let home: Home | undefined;

afterAll(async () => {
	await n8n?.stop();
	await home?.close();
});

it('long videos: the job arrives although n8n is killed while the execution waits', async () => {
	const { environment: settings } = internetOfThisRun();
	const started = await startNewN8n('restart-home', settings);
	({ n8n } = started);
	home = await openHome(await Client.logIn(n8n.origin));
	const id = await home.client.execute(await home.save(longVideo()));
	await home.client.until(id, ['waiting']);

	await n8n.kill();
	n8n = await startN8n(started.userFolder, Number(new URL(n8n.origin).port), { settings });
	const execution = await home.client.until(id);

	expect(execution.status).toBe('success');
	expect(jsonOf(execution, 'Video')).toEqual([{ video_url: expect.stringMatching(/mp4$/) }]);
});
