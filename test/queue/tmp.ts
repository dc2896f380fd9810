import { Ending } from '../n8n/ending';
import { startCluster } from './cluster';
import { deliverToProcesses } from './deliveries';
void (async () => {
	const ending = new Ending(console.log);
	try {
		const cluster = await startCluster(console.log, ending.stopsWith);
		console.log(await deliverToProcesses(cluster));
	} catch (error) {
		console.log(error);
	}
	await ending.end();
})();
