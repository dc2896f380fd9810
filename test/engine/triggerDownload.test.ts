import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { eventually } from '../e2e/eventually';
import { type FileOptions, heldBack } from '../simulator';
import { smallPicture } from '../simulator/picture';
import { fileOf, keepFilesOnDisk } from './binaryData';
import { useTrigger } from './useTrigger';

const { bria, open } = useTrigger();

beforeAll(keepFilesOnDisk);

/** A finished image whose file is served so. */
function image(requestId: string, file?: FileOptions) {
	bria().addJob({ requestId, file });
	return {
		status: 'COMPLETED',
		request_id: requestId,
		result: { image_url: bria().fileUrl(requestId) },
	};
}

const download = { downloadResult: true, binaryPropertyName: 'picture' };

test('Download Result puts the file into its field, under the name that Bria Status gives it', async () => {
	const webhook = await open({ parameters: download });

	await webhook.deliver('a', image('a'));

	await eventually(
		() => webhook.executions.length,
		(length) => length === 1,
	);
	const file = await fileOf(webhook.executions[0]?.[0]?.[0], 'picture');
	expect(file).toMatchObject({ fileName: 'a.png', mimeType: 'image/png' });
	expect(file.content.equals(smallPicture())).toBe(true);
});

test('Bria has its answers before the files arrive, also when ten deliveries come at once', async () => {
	const webhook = await open({ parameters: download });
	const ids = Array.from({ length: 10 }, (_, i) => `job-${i}`);
	const { file, letCome } = heldBack();

	const answers = await Promise.all(ids.map((id) => webhook.deliver(id, image(id, file))));
	const executionsByThen = webhook.executions.length;
	letCome();
	await eventually(
		() => webhook.executions.length,
		(length) => length === 10,
	);

	expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
	expect(executionsByThen).toBe(0);
	expect(webhook.executions.map((outputs) => outputs[0]?.length)).toEqual(ids.map(() => 1));
});

test('a second delivery during the download starts nothing', async () => {
	const webhook = await open({ parameters: download });
	const { file, letCome } = heldBack();
	const body = image('a', file);

	const answers = [await webhook.deliver('a', body), await webhook.deliver('a', body)];
	letCome();

	await eventually(
		() => webhook.executions.length,
		(length) => length > 0,
	);
	expect(answers.map(({ status }) => status)).toEqual([200, 200]);
	expect(bria().log.filter(({ path }) => path.startsWith('/files/'))).toHaveLength(1);
	expect(webhook.executions).toHaveLength(1);
});

test('a file that is gone: the item leaves by Error and says what happened and where the file was', async () => {
	const webhook = await open({ parameters: download });

	const { status } = await webhook.deliver('a', image('a', { statusCode: 404 }));

	await eventually(
		() => webhook.executions.length,
		(length) => length === 1,
	);
	expect(status).toBe(200);
	const [outputs] = webhook.executions;
	expect(outputs?.map(({ length }) => length)).toEqual([0, 1, 0]);
	expect(outputs?.[1]?.[0]?.json).toEqual({
		request_id: 'a',
		message: expect.stringContaining('a'),
		error: expect.objectContaining({
			code: 404,
			// A trigger cannot be executed again.
			details: expect.stringMatching(/ask for the request again with Bria Status/),
			result_url: bria().fileUrl('a'),
		}),
	});
});

test('what has no file leaves without one: a job that failed, a structured prompt', async () => {
	const webhook = await open({ parameters: download });

	await webhook.deliver('a', { status: 'ERROR', request_id: 'a', error: { code: 1 } });
	await webhook.deliver('b', { request_id: 'b', result: { structured_prompt: '{}' } });

	await eventually(
		() => webhook.executions.length,
		(length) => length === 2,
	);
	expect(webhook.executions.map((outputs) => outputs.map(({ length }) => length))).toEqual([
		[0, 1, 0],
		[1, 0, 0],
	]);
	expect(webhook.logged).toEqual([]);
});

test('what came with a delivery is out of memory once its execution has started', async () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc') as () => void;
	const webhook = await open({ parameters: download });
	const ids = Array.from({ length: 20 }, (_, i) => `job-${i}`);

	for (const id of ids) await webhook.deliver(id, image(id));
	await eventually(
		() => webhook.executions.length,
		(length) => length === ids.length,
	);

	let held = ids.length;
	for (let round = 0; held > 2 && round < 500; round++) {
		await pause(20);
		collectGarbage();
		held = webhook.inMemory.filter((delivery) => delivery.deref()).length;
	}
	// What was last may still be on its way.
	expect(held).toBeLessThanOrEqual(2);
});
