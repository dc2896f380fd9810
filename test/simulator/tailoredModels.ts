import type { Request, Response } from 'express';

/** A tailored model, as Bria lists it. */
export interface TailoredModel {
	id: string;
	name: string;
	status: string;
	[field: string]: unknown;
}

/** What a simulator lists when no test says otherwise. */
export const TAILORED_MODELS: TailoredModel[] = [
	{ id: '101', name: 'Summer campaign', status: 'Completed', description: 'Beach and sun' },
	{ id: '102', name: 'Mascot', status: 'Completed', description: 'The fox of the brand' },
	{ id: '103', name: 'Icons', status: 'In progress', description: 'Line icons' },
];

/** Express handler of `GET /v1/tailored-gen/models`. */
export function listModels(models: () => TailoredModel[]) {
	return (_req: Request, res: Response): void => void res.json(models());
}
