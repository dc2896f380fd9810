import axios from 'axios';

import type { Simulator } from '../simulator';
import { bodyOf, type StandIn, standInApp, startStandIn } from './standIn';

const HOST = 'engine.prod.bria-api.com';

/**
 * Bria at its real address, for workflows whose credential holds nothing but a token. The simulator answers;
 * addresses in its answers, of files too, are at the real address as well.
 */
export async function startBria(simulator: Simulator): Promise<StandIn> {
	const app = standInApp();
	app.use(async (req, res) => {
		const answer = await axios.request({
			method: req.method,
			url: simulator.origin + req.originalUrl,
			headers: { ...req.headers, host: undefined, 'content-length': undefined },
			data: bodyOf(req).length > 0 ? bodyOf(req) : undefined,
			responseType: 'arraybuffer',
			maxRedirects: 0,
			validateStatus: () => true,
		});
		const type = String(answer.headers['content-type'] ?? '');
		const retryAfter = answer.headers['retry-after'];
		if (retryAfter) res.set('Retry-After', String(retryAfter));
		res.status(answer.status);
		if (type !== '') res.set('Content-Type', type);
		const content = Buffer.from(answer.data);
		if (!type.includes('json')) res.send(content);
		else res.send(content.toString().replaceAll(simulator.origin, `https://${HOST}`));
	});
	return await startStandIn([HOST], app);
}
