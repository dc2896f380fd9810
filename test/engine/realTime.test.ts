import { execute } from './briaStatus';
import { useSimulator } from './useSimulator';

const COMPLETED = 0;

const bria = useSimulator({ requestsPerMinute: 60 });

it('30 jobs of 1 to 4 seconds are through a plan of 60 a minute, none lost and none refused', async () => {
	const items = Array.from({ length: 30 }, (_, i) => ({
		request_id: bria().addJob({ afterMs: 1_000 + ((i * 7) % 30) * 100 }),
	}));

	const { outputs } = await execute(bria(), items, { credential: { requestsPerMinute: 60 } });

	expect(outputs[COMPLETED]).toHaveLength(30);
	expect(bria().statusCalls.filter(({ statusCode }) => statusCode !== 200)).toEqual([]);
});
