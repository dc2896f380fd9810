import axios from 'axios';

import { type StandIn, standInApp, startStandIn } from './standIn';

/** What a package is said to be built from. */
export interface Source {
	/** `owner/name` on GitHub. */
	repository: string;
	/** 40 hexadecimal digits. */
	commit: string;
	/** A gzipped tar of the commit's files in one folder. */
	archive: Buffer;
}

const PREDICATE = 'https://slsa.dev/provenance/v1';

/** What npm answers of a package that GitHub Actions has published, as far as it is read here; unsigned. */
function attestations({ repository, commit }: Source): object {
	const uri = `git+https://github.com/${repository}@refs/tags/v0.0.0`;
	const dependency = { uri, digest: { gitCommit: commit } };
	const statement = { predicate: { buildDefinition: { resolvedDependencies: [dependency] } } };
	const payload = Buffer.from(JSON.stringify(statement)).toString('base64');
	return {
		attestations: [{ predicateType: PREDICATE, bundle: { dsseEnvelope: { payload } } }],
	};
}

/**
 * npm's public registry and GitHub, for a package that is in the registry given, as if GitHub Actions had
 * published it from the source given. Only GitHub can really attest that.
 */
export async function startProvenance(registry: string, source: Source): Promise<StandIn> {
	const app = standInApp();
	app.get('/-/npm/v1/attestations/*spec', (_req, res) => void res.json(attestations(source)));
	app.get(`/${source.repository}/tar.gz/${source.commit}`, (_req, res) => {
		res.type('application/gzip').send(source.archive);
	});
	app.get('/*path', async (req, res) => {
		const url = registry + req.originalUrl.replace(/^\/+/, '/');
		const { data, headers } = await axios.get(url, { responseType: 'arraybuffer' });
		if (!/json/.test(String(headers['content-type']))) return void res.send(data);
		const answer = JSON.parse(data.toString());
		const versions: Array<{ dist: { attestations?: object } }> = Object.values(
			answer.versions ?? {},
		);
		for (const { dist } of versions) {
			dist.attestations = { provenance: { predicateType: PREDICATE } };
		}
		res.json(answer);
	});
	return await startStandIn(['registry.npmjs.org', 'codeload.github.com'], app);
}
