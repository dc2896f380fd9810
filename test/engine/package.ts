import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';

/** The built package as n8n loads it: through the files that its package.json names. */
const root = path.resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

type Loaded<T> = { name: string; instance: T };

function load<T>(file: string): Loaded<T> {
	const fullPath = path.join(root, file);
	if (!existsSync(fullPath)) throw new Error(`${file} is missing: run "npm run build" first`);
	const name = path.basename(file).split('.')[0] as string;
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- n8n requires these files by name, too
	const instance = new (require(fullPath)[name])() as T;
	return { name, instance };
}

export const nodes: INodeType[] = manifest.n8n.nodes.map(
	(file: string) => load<INodeType>(file).instance,
);

export const credentials: ICredentialType[] = manifest.n8n.credentials.map(
	(file: string) => load<ICredentialType>(file).instance,
);
