import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import axios from 'axios';
import S3rver from 's3rver';

/** An S3-compatible storage on loopback. */
export interface ObjectStorage {
	/** What n8n's "S3" credential (type `s3`) is to hold. */
	readonly credential: Record<string, string | boolean>;
	/** The bytes and the type of an object. */
	get(key: string): Promise<{ content: Buffer; contentType: string }>;
	close(): Promise<void>;
}

/** Starts a storage with one bucket, on a port and in a folder of its own. */
export async function startObjectStorage(bucket: string): Promise<ObjectStorage> {
	const directory = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-bria-s3-'));
	const server = new S3rver({
		address: '127.0.0.1',
		port: 0,
		silent: true,
		directory,
		configureBuckets: [{ name: bucket, configs: [] }],
	});
	const { port } = await server.run();
	const endpoint = `http://127.0.0.1:${port}`;
	return {
		credential: {
			endpoint,
			region: 'us-east-1',
			accessKeyId: 'S3RVER',
			secretAccessKey: 'S3RVER',
			forcePathStyle: true,
			ignoreSSLIssues: false,
		},
		async get(key) {
			const url = `${endpoint}/${bucket}/${key}`;
			const { data, headers } = await axios.get(url, { responseType: 'arraybuffer' });
			return { content: Buffer.from(data), contentType: String(headers['content-type']) };
		},
		async close() {
			await server.close();
			await rm(directory, { recursive: true, force: true });
		},
	};
}
