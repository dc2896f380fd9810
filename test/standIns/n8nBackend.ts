import { type StandIn, standInApp, startStandIn } from './standIn';

const NONE = { data: [], meta: { pagination: { page: 1, pageSize: 25, pageCount: 1, total: 0 } } };

/** n8n's own service: every package is good, and nothing is to be offered. */
export async function startN8nBackend(): Promise<StandIn> {
	const app = standInApp();
	app.post('/api/package', (_req, res) => void res.json({ status: 'OK' }));
	app.get(['/api/mcp-servers', '/api/community-nodes'], (_req, res) => void res.json(NONE));
	return await startStandIn(['api.n8n.io'], app);
}
