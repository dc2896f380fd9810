import { submissionFaults } from '../../simulator';
import { useFastTime } from '../fastTime';
import { useSimulator } from '../useSimulator';
import { execute, idsOf, prompts, promptsAt, start } from './bria';

useFastTime();
const bria = useSimulator({ requestsPerMinute: 10 });

const numbered = (count: number) => prompts(...Array.from({ length: count }, (_, i) => `${i}`));
const refused = () => bria().log.filter(({ statusCode }) => statusCode === 429);
const ONE_PLAN = { credential: { requestsPerMinute: 10 } };

describe('The plan', () => {
	it('is kept to: twelve prompts on a plan of ten are twelve jobs, and none is refused', async () => {
		const { items } = await execute(bria(), numbered(12), ONE_PLAN);

		expect(idsOf(items)).toEqual(bria().submissions.map(({ requestId }) => requestId));
		expect(bria().submissions).toHaveLength(12);
		expect(refused()).toEqual([]);
	});

	it('is shared by executions, and a small one is not behind a large one', async () => {
		const large = execute(bria(), numbered(14), ONE_PLAN);
		const small = execute(bria(), prompts('small'), ONE_PLAN);
		await small;
		const position = bria().submissions.findIndex(({ body }) => body.prompt === 'small');
		await large;

		expect(position).toBeLessThan(3);
		expect(bria().submissions).toHaveLength(15);
		expect(refused()).toEqual([]);
	});

	it('has room for one job that comes ten seconds after many of another execution', async () => {
		const large = start(bria(), numbered(30), ONE_PLAN);
		await new Promise((resolve) => setTimeout(resolve, 10_000));
		await execute(bria(), prompts('small'), ONE_PLAN);
		const position = promptsAt(bria()).indexOf('small');
		large.cancel();
		await large.result;

		expect(position).toBeLessThan(10);
	});

	it('counts every endpoint by itself', async () => {
		const lite = { operation: 'generateLite', prompt: '={{ $json.prompt }}' };

		await Promise.all([
			execute(bria(), numbered(10), ONE_PLAN),
			execute(bria(), numbered(10), { ...ONE_PLAN, parameters: lite }),
		]);

		const times = bria().submissions.map(({ at }) => at);
		expect(Math.max(...times) - Math.min(...times)).toBeLessThan(60_000);
		expect(refused()).toEqual([]);
	});

	it('that is smaller than the credential says loses nothing', async () => {
		const { items } = await execute(bria(), numbered(12), {
			credential: { requestsPerMinute: 60 },
		});

		expect(idsOf(items)).toEqual(bria().submissions.map(({ requestId }) => requestId));
		expect(bria().submissions).toHaveLength(12);
	});

	it('that others use for long does not make the first refusal of an item its last', async () => {
		const accepted = submissionFaults.accepted(({ res, body }) => void res.json(body));
		bria().faultSubmission('/image/generate', [...Array(60).fill(accepted), 429]);

		const runs = await Promise.all(
			numbered(62).map(async (item) => await execute(bria(), [item], ONE_PLAN)),
		);

		expect(runs.filter(({ error }) => error)).toEqual([]);
		expect(bria().submissions).toHaveLength(62);
	});
});
