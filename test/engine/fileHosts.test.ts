import { busy, startSilentHost, type SilentHost } from '../simulator';
import { until } from '../simulator/testClient';
import { execute, itemsOf, shown, start } from './briaStatus';
import { useFastTime } from './fastTime';
import { useSimulator } from './useSimulator';

useFastTime();
const bria = useSimulator();

const COMPLETED = 0;
const ERROR = 1;

const asItem = (request_id: string) => ({ request_id });
const parameters = { downloadResult: true };
const continued = { parameters, settings: { onError: 'continueRegularOutput' as const } };

const withFile = (image_url: string) =>
	asItem(bria().addJob({ body: { status: 'COMPLETED', result: { image_url } } }));
const downloads = () => bria().log.filter(({ path }) => path.startsWith('/files/'));

/** How long something takes in the time that passes here, in seconds. */
async function secondsOf(run: () => Promise<unknown>): Promise<number> {
	const startedAt = Date.now();
	await run();
	return (Date.now() - startedAt) / 1000;
}

describe('A host that takes connections and never answers', () => {
	let silent: SilentHost;

	beforeEach(async () => (silent = await startSilentHost()));
	afterEach(() => silent.close());

	const onSilentHost = (count: number) =>
		Array.from({ length: count }, (_, i) => withFile(`${silent.origin}/${i}.png`));

	it.each([1, 4, 40])('is given up once for all of %i files, in under 3 minutes', async (count) => {
		const items = onSilentHost(count);
		let outputs: Awaited<ReturnType<typeof execute>>['outputs'] = [];

		const seconds = await secondsOf(async () => {
			({ outputs } = await execute(bria(), items, continued));
		});

		expect(outputs.map(itemsOf)).toEqual([[], [...items.keys()], [], []]);
		expect(outputs[ERROR]?.[0]?.json.message).toMatch(/but its image is not reachable/);
		expect(seconds).toBeLessThan(180);
		expect(silent.connections).toBeLessThan(10);
	});

	it('keeps no file of another host back', async () => {
		const items = [...onSilentHost(4), withFile(bria().file('a.png'))];

		const { outputs } = await execute(bria(), items, continued);

		expect(outputs[COMPLETED]).toHaveLength(1);
	});

	it('is one host of many: a result with several files there fails once', async () => {
		const images = Array.from({ length: 40 }, (_, i) => `${silent.origin}/${i}.png`);
		const id = bria().addJob({ body: { status: 'COMPLETED', result: { images } } });

		const seconds = await secondsOf(async () => {
			const { outputs } = await execute(bria(), [asItem(id)], continued);
			expect(outputs.map(itemsOf)).toEqual([[], [0], [], []]);
		});

		expect(seconds).toBeLessThan(180);
	});

	it('is no obstacle to Stop', async () => {
		const { result, cancel } = start(bria(), onSilentHost(4), { parameters });
		await until(() => silent.connections === 3);

		cancel();

		expect((await result).status).toBe('canceled');
		expect(silent.connections).toBe(3);
	});
});

it.each([
	['stops to arrive', { bytes: 1_000_000, stallAfter: 10_000 }],
	['arrives a byte now and then', { bytes: 1_000_000, bytesPerSecond: 1 }],
	['is answered 503', { statusCode: 503 }],
	['breaks every time', { never: 'break' as const }],
	['is busy for ever', busy(240)],
])('A file that %s is given up, whatever the number of files', async (_name, file) => {
	bria().file('*', file);
	const items = Array.from({ length: 12 }, () => asItem(bria().addJob()));

	const seconds = await secondsOf(async () => {
		const { outputs } = await execute(bria(), items, continued);
		expect(outputs[ERROR]).toHaveLength(12);
	});

	expect(seconds).toBeLessThan(600);
});

it('A file that cannot be had does not keep back those of its host that are finished minutes later', async () => {
	const dead = bria().addJob({ file: { stallAfter: 1_000 } });
	const late = bria().addJob({ afterMs: 300_000 });

	const { outputs } = await execute(bria(), [dead, late].map(asItem), continued);

	expect(outputs.map(itemsOf)).toEqual([[1], [0], [], []]);
});

it('A file whose host says Retry-After: 0 is tried again after pauses that grow', async () => {
	const id = bria().addJob({ file: busy(0, 3) });

	const seconds = await secondsOf(async () => {
		const { outputs } = await execute(bria(), [asItem(id)], continued);
		expect(outputs[COMPLETED]).toHaveLength(1);
	});

	expect(downloads()).toHaveLength(4);
	expect(seconds).toBeGreaterThan(4);
});

it('A file whose host says when to come again is tried again then', async () => {
	const id = bria().addJob({ file: busy(50, 1) });

	const seconds = await secondsOf(async () => {
		const { outputs } = await execute(bria(), [asItem(id)], continued);
		expect(outputs[COMPLETED]).toHaveLength(1);
	});

	expect(seconds).toBeGreaterThanOrEqual(49);
});

it('With Stop Workflow, a file that cannot be had ends the run, though others are unfinished', async () => {
	const late = bria().addJob({ afterMs: Infinity });
	const slow = bria().addJob({ file: { stallAfter: 1_000 } });
	const gone = bria().addJob({ file: { statusCode: 404 } });

	const seconds = await secondsOf(async () => {
		const { error } = await execute(bria(), [late, slow, gone].map(asItem), { parameters });
		expect(shown(error).message).toMatch(/is not reachable: HTTP 404 \[item 2\]$/);
	});

	expect(seconds).toBeLessThan(20);
});
