import axios from 'axios';

import { standInApp, startStandIn } from '../standIns/standIn';
import { internetOfThisRun, useInternet } from './useInternet';

const internet = useInternet();

async function get(url: string) {
	const { hostname: host, port } = new URL(internetOfThisRun().environment.HTTP_PROXY ?? '');
	return await axios.get(url, { proxy: { host, port: Number(port) }, validateStatus: () => true });
}

test('hosts are answered by their stand-ins, and nothing else leaves this machine', async () => {
	const app = standInApp();
	app.get('/hello', (_req, res) => void res.send('from the stand-in'));
	await internet.add(await startStandIn(['known.example'], app));

	expect((await get('http://known.example/hello')).data).toBe('from the stand-in');
	expect((await get('http://known.example/other')).status).toBe(501);
	expect((await get('http://unknown.example/hello')).status).toBe(501);
	expect(await internet.takeUnanswered()).toEqual([
		'GET http://known.example/other',
		'GET http://unknown.example/hello',
	]);
});
